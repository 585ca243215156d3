package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.LiveCluster;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionIT {

    private static final int PORT = 5433;
    private static final Duration SOON = Duration.ofSeconds(30);

    private TestHost host;

    @BeforeEach
    void open() {
        host = TestHost.open();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_server_is_started_adopted_and_stopped_with_proof(int major) {
        try (LiveCluster live = LiveCluster.make(host, host.installation(major))) {
            ProductionServer server = server(production(live, false));

            RunningServer started = server.start(SOON);
            RunningServer again = server.start(SOON);

            assertThat(again.pid()).isEqualTo(started.pid());
            assertThat(again.adopted()).isTrue();
            assertThat(server.isRunning()).isTrue();
            assertThat(started.databases()).contains("postgres");
            ControlData stopped = server.stop(SOON);
            assertThat(stopped.isShutDown()).isTrue();
            assertThat(server.isRunning()).isFalse();
            assertThat(server.stop(SOON).checkpoint()).isEqualTo(stopped.checkpoint());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_server_outlives_the_killed_process_that_started_it_and_has_nothing_of_its_open(int major)
            throws IOException, InterruptedException {
        try (LiveCluster live = LiveCluster.make(host, host.installation(major))) {
            Path own = Files.createDirectory(host.folder().resolve("own"));
            Process starter = starter(live, own);
            try {
                await().atMost(SOON).until(() -> Files.exists(own.resolve("started")) || !starter.isAlive());
                long pid = ServerControl.servedBy(live.data()).orElseThrow();
                long session = session(pid);

                Signal.KILL.sendTo(starter.pid());
                starter.waitFor();

                assertThat(FileLock.isHeld(own.resolve("lock"))).isFalse();
                assertThat(live.value("postgres", "1")).isEqualTo("1");
                assertThat(session).isEqualTo(pid);
                assertThat(openFiles(pid))
                        .noneMatch(file -> file.startsWith(own.toString()))
                        .noneMatch(file -> file.startsWith("/dev/pts"));
                assertThat(userOf(pid)).isEqualTo(host.account().userId());
            } finally {
                starter.destroyForcibly();
            }
            assertThat(server(production(live, false)).stop(SOON).isShutDown()).isTrue();
        }
    }

    /** With a deadline that nobody would wait for: that it ended must be seen, not waited out. */
    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_server_that_ends_before_or_behind_its_lock_file_is_said_so(int major) {
        try (LiveCluster live = LiveCluster.make(host, host.installation(major))) {
            ProductionServer server = server(production(live, false));
            live.configure("shared_preload_libraries = 'no_such_library'");
            assertThatThrownBy(() -> server.start(Duration.ofHours(1)))
                    .isInstanceOf(LiveFailure.class)
                    .hasMessageContainingAll("the server ended", "no_such_library");

            live.configure("no_such_setting = 1");
            assertThatThrownBy(() -> server.start(Duration.ofHours(1)))
                    .isInstanceOf(LiveFailure.class)
                    .hasMessageContainingAll("the server ended", "no_such_setting");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void live_comes_back_with_the_options_that_somebody_gave_it(int major) {
        try (LiveCluster live = LiveCluster.make(host, host.installation(major))) {
            Path log = live.root().resolve("by-hand.log");
            host.run(
                    live.installation().program("pg_ctl").toString(),
                    "start",
                    "-D",
                    live.data().toString(),
                    "-w",
                    "-s",
                    "-l",
                    log.toString(),
                    "-o",
                    "-c work_mem=7MB");
            ProductionServer server = server(production(live, true));
            assertThat(server.production().log()).isEqualTo(log);
            server.stop(SOON);

            server.start(SOON);

            assertThat(live.value("postgres", "current_setting('work_mem')")).isEqualTo("7MB");
            server.stop(SOON);
        }
    }

    @Test
    void a_reload_is_over_when_the_server_has_read_its_files() {
        try (LiveCluster live = LiveCluster.make(host, host.installation(17))) {
            ProductionServer server = server(production(live, false));
            RunningServer running = server.start(SOON);
            try (Session session = running.open("postgres")) {
                live.configure("work_mem = 9MB");

                server.reload(SOON);

                assertThat(live.value("postgres", "current_setting('work_mem')"))
                        .isEqualTo("9MB");
                assertThat(session.query("SELECT 1 AS one")).hasSize(1);
            }
            server.stop(SOON);
            assertThatThrownBy(() -> server.reload(SOON)).isInstanceOf(LiveFailure.class);
        }
    }

    @Test
    void a_server_that_does_not_start_shows_its_log() {
        try (LiveCluster live = LiveCluster.make(host, host.installation(17))) {
            live.configure("shared_preload_libraries = 'not_there'");

            assertThatThrownBy(() -> server(production(live, false)).start(SOON))
                    .isInstanceOfSatisfying(
                            LiveFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(LiveErrors.NOT_STARTED))
                    .hasMessageContaining("not_there")
                    .hasMessageContaining("in production");
        }
    }

    @Test
    void a_crashed_server_is_not_taken_for_a_stopped_one() {
        try (LiveCluster live = LiveCluster.make(host, host.installation(17))) {
            ProductionServer server = server(production(live, false));
            long pid = server.start(SOON).pid();
            ProcessIdentity postmaster = ProcessIdentity.of(pid).orElseThrow();
            Signal.QUIT.sendTo(pid);
            await().atMost(SOON).until(() -> !postmaster.isAlive());

            assertThatThrownBy(() -> server.stop(SOON))
                    .isInstanceOfSatisfying(
                            LiveFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(LiveErrors.NOT_STOPPED))
                    .hasMessageContaining("in production");
        }
    }

    @Test
    void services_that_nothing_carries_out_are_refused() {
        for (String service : List.of("systemd", "pg_ctlcluster", "command")) {
            assertThatThrownBy(() -> ProductionServers.requireCarried(service))
                    .isInstanceOfSatisfying(
                            LiveFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(LiveErrors.SERVICE_NOT_CARRIED))
                    .hasMessageContaining(service);
        }
    }

    private ProductionServer server(Production production) {
        return new ProductionServers(host.runner(), host.transcripts()).of(production);
    }

    private Production production(LiveCluster live, boolean keepsOptions) {
        return new Production(
                "pg_ctl",
                live.installation(),
                live.data(),
                host.account(),
                "postgres",
                live.sockets(),
                PORT,
                ProductionLog.of(live.data()),
                keepsOptions);
    }

    private Process starter(LiveCluster live, Path own) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProductionStarter.class.getName(),
                        host.account().name(),
                        String.valueOf(live.installation().major()),
                        live.installation().programs().toString(),
                        live.data().toString(),
                        live.sockets().toString(),
                        String.valueOf(PORT),
                        ProductionLog.beside(live.data()).toString(),
                        own.toString())
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("output").toFile())
                .start();
    }

    private static List<String> openFiles(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return files.map(ProductionIT::target).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Field 6 of proc_pid_stat(5). */
    private static long session(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }

    private static long userOf(long pid) throws IOException {
        return ((Number) Files.getAttribute(Path.of("/proc", String.valueOf(pid)), "unix:uid")).longValue();
    }
}
