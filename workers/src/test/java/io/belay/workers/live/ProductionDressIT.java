package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.LiveCluster;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProductionDressIT {

    private static final int PORT = 5433;
    private static final int SEGMENT = 16 * 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(30);

    private TestHost host;
    private LiveCluster live;

    @BeforeEach
    void open() throws IOException {
        host = TestHost.open();
        live = LiveCluster.make(host, host.installation(13));
    }

    @AfterEach
    void close() {
        live.close();
        host.close();
    }

    @Test
    void the_table_of_changes_is_what_the_binaries_say() {
        Set<String> gone = new TreeSet<>(described(13));
        gone.removeAll(described(17));
        Set<String> listed = SettingChange.removedNames().entrySet().stream()
                .filter(entry -> entry.getKey() > 13 && entry.getKey() <= 17)
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        // Came with 16 and went with 17.
        listed.remove("logical_replication_mode");

        assertThat(listed).isEqualTo(gone);
    }

    @Test
    void every_wrong_setting_is_named_with_its_line_before_anything_starts() throws IOException {
        int before = Files.readAllLines(live.data().resolve("postgresql.conf")).size();
        live.configure(
                "no_such_setting = 1",
                "max_wal_size = 'very much'",
                "log_min_messages = loud",
                "operator_precedence_warning = off",
                "auto_explain.log_min_duration = 5");

        Dress dress = dress().plan(request(Map.of("work_mem", "3 parsecs")));

        String conf = live.data() + "/postgresql.conf:";
        assertThat(dress.problems())
                .extracting(Dress.Problem::place, Dress.Problem::setting)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(conf + (before + 1), "no_such_setting"),
                        org.assertj.core.groups.Tuple.tuple(conf + (before + 2), "max_wal_size"),
                        org.assertj.core.groups.Tuple.tuple(conf + (before + 3), "log_min_messages"),
                        org.assertj.core.groups.Tuple.tuple("target.settings of the plan", "work_mem"));
        assertThatThrownBy(() -> ProductionDress.require(dress))
                .hasMessageContaining(conf + (before + 1) + " `no_such_setting`")
                .hasMessageContaining("Live is untouched");
        assertThat(host.transcripts()).isDirectoryNotContaining("glob:**dress-*");
    }

    @Test
    void a_dress_of_a_plain_live_fits_and_the_trial_leaves_nothing() {
        Dress dress = dress().plan(request(Map.of()));
        Path scratch = host.folder().resolve("trial");

        ProductionDress.require(dress);
        dress().tryOn(dress, scratch, host.folder().resolve("s"));

        assertThat(scratch).doesNotExist();
    }

    @Test
    void a_place_with_a_long_path_is_no_reason_to_refuse_because_the_socket_lies_elsewhere() {
        Dress dress = dress().plan(request(Map.of()));
        Path deep = host.makeFolder(host.folder().resolve("a".repeat(90)));

        dress().tryOn(dress, deep.resolve("trial"), host.folder().resolve("s"));

        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void what_only_a_start_can_tell_is_told_by_the_trial() {
        live.configure("shared_preload_libraries = 'not_there'");
        Dress dress = dress().plan(request(Map.of()));
        Path scratch = host.folder().resolve("trial");

        ProductionDress.require(dress);
        assertThatThrownBy(() -> dress().tryOn(dress, scratch, host.folder().resolve("s")))
                .isInstanceOfSatisfying(
                        LiveFailure.class, failure -> assertThat(failure.code()).isEqualTo(LiveErrors.TRIAL_FAILED))
                .hasMessageContaining("not_there");
        assertThat(scratch).doesNotExist();
    }

    @Test
    void access_rules_that_the_target_cannot_read_are_told_by_the_trial() throws IOException {
        Files.writeString(live.data().resolve("pg_hba.conf"), "local all all no-such-method\n");
        Dress dress = dress().plan(request(Map.of()));

        assertThatThrownBy(() -> dress().tryOn(
                                dress,
                                host.folder().resolve("trial"),
                                host.folder().resolve("s")))
                .isInstanceOf(LiveFailure.class)
                .hasMessageContaining("no-such-method");
    }

    @Test
    void locked_serves_belay_alone_and_a_reload_opens_it_to_all() throws IOException {
        Files.writeString(live.data().resolve("pg_hba.conf"), "local all all trust\n");
        live.configure("archive_mode = on", "archive_command = '/bin/true'", "work_mem = 7MB");
        Path newData = host.makeFolder(host.folder().resolve("new")).resolve("data");
        host.run(
                host.installation(17).program("initdb").toString(),
                "-D",
                newData.toString(),
                "-U",
                "postgres",
                "--no-sync");
        Dress dress = dress().plan(request(Map.of(), newData));
        ProductionDress.put(dress, newData, Admission.LOCKED);
        ProductionServer server = new ProductionServers(host.runner(), host.transcripts())
                .of(new Production(
                        "pg_ctl",
                        host.installation(17),
                        newData,
                        host.account(),
                        "postgres",
                        live.sockets(),
                        PORT,
                        ProductionLog.beside(newData),
                        false));

        var running = server.start(SOON);
        try (Session session = running.open("postgres")) {
            session.execute("CREATE ROLE app LOGIN");
            assertThat(shown(session, "archive_command")).isIn("", "(disabled)");
            assertThat(shown(session, "work_mem")).isEqualTo("7MB");
            assertThatThrownBy(() -> app().open("postgres")).isInstanceOf(PostgresFailure.class);

            ProductionDress.put(dress, newData, Admission.OPEN);
            server.reload(SOON);

            assertThatCode(() -> app().open("postgres").close()).doesNotThrowAnyException();
            assertThat(shown(session, "archive_command")).isEqualTo("/bin/true");
            assertThat(session.query("SELECT name FROM pg_catalog.pg_settings WHERE pending_restart"))
                    .isEmpty();
        } finally {
            server.stop(SOON);
        }
    }

    private static String shown(Session session, String setting) {
        return session.query("SELECT pg_catalog.current_setting('" + setting + "') AS value")
                .get(0)
                .text("value");
    }

    private JdbcServer app() {
        return new JdbcServer(
                Access.byPeer(new Endpoint.UnixSocket(live.sockets(), PORT), "app", Duration.ofSeconds(10)),
                "postgres");
    }

    private Set<String> described(int major) {
        String printed = host.run(host.installation(major).program("postgres").toString(), "--describe-config");
        return Arrays.stream(printed.split("\n"))
                .map(line -> List.of(line.split("\t", 2)).get(0))
                .collect(Collectors.toSet());
    }

    private ProductionDress dress() {
        return new ProductionDress(host.runner(), host.transcripts());
    }

    private DressRequest request(Map<String, String> settings) {
        return request(settings, host.folder().resolve("new/data"));
    }

    private DressRequest request(Map<String, String> settings, Path newData) {
        return new DressRequest(
                13,
                live.data(),
                live.data(),
                SEGMENT,
                host.installation(17),
                newData,
                PORT,
                settings,
                host.account(),
                "postgres");
    }
}
