package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.ProgramsAddress.Program;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Online holds whose clients are held, led elsewhere and let go by a program of the administrator's, before a real PgBouncer. */
@SuppressWarnings("NullAway.Init") // opened once for all
class ProgramPoolerIT {

    private static final Duration BUDGET = Duration.ofSeconds(20);

    /** All four verbs. It speaks to a PgBouncer only because clients can be held there. */
    private static final String PROGRAM = """
            #!/bin/sh
            set -eu
            console() { @PSQL@ -X -A -F '|' -P footer=off -h @SOCKETS@ -p @PORT@ -U belay -d pgbouncer -c "$1"; }
            paused() { console 'SHOW DATABASES' | awk -F'|' 'NR==1 {for (i = 1; i <= NF; i++) c[$i] = i; next} \\
                $c["paused"] == 1 {n++} END {print n + 0}'; }
            case "$BELAY_VERB" in
            pause)
                console "SET server_login_retry = '0.1'" >/dev/null
                for entry in app1 app2; do
                    console 'SHOW DATABASES' | grep -q "^$entry|.*|1|0$" || console "PAUSE $entry" >/dev/null
                done ;;
            repoint)
                sed -i "s/ port=[0-9]*/ port=$BELAY_LIVE_PORT/" @INI@
                console RELOAD >/dev/null ;;
            resume)
                for entry in app1 app2; do console "RESUME $entry" >/dev/null 2>&1 || true; done
                test "$(paused)" = 0 ;;
            check)
                console 'SHOW DATABASES' | awk -F'|' 'NR==1 {for (i = 1; i <= NF; i++) c[$i] = i; next} \\
                    $c["name"] != "pgbouncer" {print "live=" $c["host"] ":" $c["port"]; if ($c["paused"] == 1) held = 1} \\
                    END {print "clients=" (held ? "held" : "open")}'
                console 'SHOW SERVERS' | awk -F'|' 'NR==1 {for (i = 1; i <= NF; i++) c[$i] = i; next} \\
                    $c["remote_pid"] > 0 {print "session=" $c["remote_pid"]}' ;;
            esac
            """;

    private static OnlineGround ground;
    private static ProgramsAddress programs;

    @BeforeAll
    static void open() throws IOException {
        ground = OnlineGround.open();
        Path program = ground.host().folder().resolve("front");
        PgBouncerAddress front = ground.front();
        Files.writeString(
                program,
                PROGRAM.replace(
                                "@PSQL@",
                                ground.host().installation(17).program("psql").toString())
                        .replace("@SOCKETS@", front.host())
                        .replace("@PORT@", String.valueOf(front.port()))
                        .replace("@INI@", front.config().toString()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Program described = new Program(
                "front",
                program,
                ProgramDigest.of(program),
                ground.host().account().name(),
                Map.of(),
                Map.of());
        programs = new ProgramsAddress("vip", "db1", described, described, described, described);
        ground.holdAt(programs);
    }

    @AfterAll
    static void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    @AfterEach
    void clients_go_on_without_an_error_and_nothing_is_lost() {
        ground.awaitProgress();
        assertThat(ground.clients().failures()).isEmpty();
        assertThat(ground.isOpen(ground.serving())).isTrue();
        assertThat(ground.isOpen(ground.following())).isFalse();
        ground.clients().stop();
        ground.caughtUp();
        assertThat(ground.clients().missing(OnlineGround.server(ground.serving())))
                .isZero();
        assertThat(OnlineGround.contents(ground.following())).isEqualTo(OnlineGround.contents(ground.serving()));
        ground.clients().start();
    }

    @Test
    void it_says_where_clients_come_and_whose_sessions_are_theirs() {
        try (Pooler pooler = programs.open(
                Path.of("/none"), ground.host().transcripts(), ground.host().runner())) {
            Check now = pooler.check(ground.serving().asLive(), BUDGET);
            Check other = pooler.check(ground.following().asLive(), BUDGET);

            assertThat(now.problems()).isEmpty();
            assertThat(now.serving()).isNotEmpty();
            assertThat(other.problems()).extracting(Pooler.Problem::code).containsExactly(HoldErrors.POOLER_ANSWER);
        }
    }

    @Test
    void clients_go_there_and_back() throws Exception {
        for (int round = 0; round < 2; round++) {
            int before = ground.serving().port();

            HoldResult result = ground.run(ground.order(BUDGET), "");

            assertThat(result.crossed()).as(result.toString()).isTrue();
            assertThat(result.notes()).isEmpty();
            assertThat(ground.serving().port()).isNotEqualTo(before);
            ground.awaitProgress();
        }
    }

    @Test
    void a_transaction_that_does_not_end_undoes_it() throws Exception {
        HoldFolder folder = ground.order(Duration.ofSeconds(4));
        try (Connection client = ground.clients().connect("app1");
                Statement statement = client.createStatement()) {
            client.setAutoCommit(false);
            statement.execute("SELECT 1");

            HoldResult result = ground.run(folder, "");

            assertThat(result.crossed()).isFalse();
            assertThat(result.code()).isEqualTo(HoldErrors.NOT_PAUSED.text());
            client.commit();
        }
    }

    @Test
    void one_that_still_pauses_when_its_hold_was_killed_holds_nobody_afterwards() throws Exception {
        HoldFolder folder = ground.order(Duration.ofMinutes(2));
        try (Connection client = ground.clients().connect("app1");
                Statement statement = client.createStatement()) {
            client.setAutoCommit(false);
            statement.execute("SELECT 1");
            Process hold = ground.launch(folder, "");
            await().atMost(Duration.ofMinutes(1)).until(() -> isWaiting(ground.front()) || !hold.isAlive());
            hold.destroyForcibly().waitFor();

            HoldResult result = ground.settle(folder);

            assertThat(result.crossed()).isFalse();
            client.commit();
        }
    }

    /** Whether its console waits for somebody in {@code PAUSE}. */
    private static boolean isWaiting(PgBouncerAddress front) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .anyMatch(arguments -> List.of(arguments).contains("PAUSE app1")
                        && List.of(arguments).contains(front.host()));
    }

    @Test
    void killed_behind_the_crossing_it_is_completed() throws Exception {
        HoldFolder folder = ground.order(BUDGET);
        Process hold = ground.launch(folder, "wait:after-cross");
        ground.awaitReached(folder, hold);
        hold.destroyForcibly().waitFor();

        assertThat(ground.settle(folder).crossed()).isTrue();
    }
}
