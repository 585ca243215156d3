package io.belay.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerIT {

    @TempDir
    Path folder;

    private Path program = Path.of("temporal");

    @BeforeEach
    void find() {
        try {
            program = new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), sentence -> {}).find();
        } catch (SetupFailure missing) {
            assumeTrue(false, "no Temporal server: " + missing);
        }
    }

    @Test
    void a_schedule_outlives_a_kill_of_the_server() {
        int port = LoopbackPort.choose(new Random());
        long began = System.nanoTime();
        try (TemporalServer first = TemporalServer.start(program, folder, port, Map.of())) {
            System.out.println("Temporal answered after " + Duration.ofNanos(System.nanoTime() - began));
            ask(
                    first,
                    "schedule",
                    "create",
                    "--schedule-id",
                    "hourly",
                    "--interval",
                    "1h",
                    "--type",
                    "T",
                    "--task-queue",
                    "q");

            first.killNow();
        }

        try (TemporalServer second = TemporalServer.start(program, folder, port, Map.of())) {
            assertThat(ask(second, "schedule", "list")).contains("hourly");
        }
    }

    @Test
    void the_namespace_keeps_what_ended_for_thirty_days() {
        try (TemporalServer server =
                TemporalServer.start(program, folder, LoopbackPort.choose(new Random()), Map.of())) {
            assertThat(ask(server, "operator", "namespace", "describe", "-n", TemporalServer.NAMESPACE, "-o", "json"))
                    .contains("2592000s");
        }
    }

    @Test
    void it_has_a_session_of_its_own_so_that_an_interrupt_of_the_terminal_does_not_reach_it() throws IOException {
        try (TemporalServer server =
                TemporalServer.start(program, folder, LoopbackPort.choose(new Random()), Map.of())) {
            String stat = Files.readString(Path.of("/proc/" + server.pid() + "/stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];

            assertThat(session).isEqualTo(Long.toString(server.pid()));
        }
    }

    @Test
    void after_the_close_nothing_listens_and_nothing_runs() {
        int port = LoopbackPort.choose(new Random());
        TemporalServer server = TemporalServer.start(program, folder, port, Map.of());

        server.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(LoopbackPort.isFree(port)).isTrue();
    }

    @Test
    void a_taken_port_is_reported_with_the_log_to_read() throws IOException {
        try (ServerSocket taken =
                new ServerSocket(LoopbackPort.choose(new Random()), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TemporalServer.start(program, folder, taken.getLocalPort(), Map.of()))
                    .isInstanceOfSatisfying(SetupFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(DevErrors.TEMPORAL_NOT_READY);
                        assertThat(failure.next()).contains("temporal.log");
                    });
        }
    }

    private String ask(TemporalServer server, String... question) {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(program.toString()));
        command.addAll(java.util.List.of(question));
        command.addAll(java.util.List.of("--address", server.address()));
        if (!command.contains("-n")) {
            command.addAll(java.util.List.of("-n", TemporalServer.NAMESPACE));
        }
        ShortProgram.Result result = ShortProgram.of(command).run();
        assertThat(result.succeeded()).as(result.output()).isTrue();
        return result.output();
    }
}
