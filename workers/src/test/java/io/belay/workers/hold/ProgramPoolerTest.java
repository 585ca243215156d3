package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.ProgramsAddress.Program;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pooler of programs, with real programs that know no pooler. */
class ProgramPoolerTest {

    private static final LiveServer LIVE = new LiveServer(13, new LiveAddress(List.of(Path.of("/run/pg")), 5432));
    private static final LiveServer NEW = new LiveServer(17, new LiveAddress(List.of(Path.of("/run/pg")), 5433));
    private static final String OPEN = "echo clients=open; echo live=/run/pg:$BELAY_LIVE_PORT";

    @TempDir
    private Path folder;

    private Program program(String name, String script) {
        return program(name, script, Map.of());
    }

    private Program program(String name, String script, Map<String, Secret> secrets) {
        try {
            Path file = folder.resolve(name);
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return new Program(
                    name,
                    file,
                    ProgramDigest.of(file),
                    System.getProperty("user.name"),
                    Map.of("COLOUR", "blue", "BELAY_VERB", "not yours"),
                    secrets);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Pooler pooler(Program called, String check) {
        return pooler(called, program("check", check));
    }

    private Pooler pooler(Program called, Program check) {
        return new ProgramsAddress("vip", "db1", called, called, called, check)
                .open(Path.of("/none"), folder.resolve("hold"), new HostCommandRunner(Masking.none()));
    }

    private static void assertRefused(ErrorCode code, Runnable call, String... words) {
        assertThatExceptionOfType(HoldFailure.class)
                .isThrownBy(call::run)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code))
                .satisfies(failure -> List.of(words)
                        .forEach(word -> assertThat(failure.getMessage()).contains(word)));
    }

    @Test
    void each_verb_is_told_what_live_is_and_gets_no_argument() throws Exception {
        Path said = folder.resolve("said");
        Pooler pooler = pooler(
                program(
                        "all",
                        "echo \"$# $BELAY_VERB $BELAY_POOLER $BELAY_HOST $BELAY_LIVE_VERSION $BELAY_LIVE_PORT"
                                + " $BELAY_LIVE_SOCKET $BELAY_DEADLINE_MS $COLOUR\" >> " + said),
                OPEN);

        pooler.pause(List.of(), LIVE, Duration.ofSeconds(7));
        pooler.repoint(List.of(), NEW);
        pooler.resume(List.of(), NEW);

        assertThat(Files.readAllLines(said))
                .containsExactly(
                        "0 pause vip db1 13 5432 /run/pg 7000 blue",
                        "0 repoint vip db1 17 5433 /run/pg 10000 blue",
                        "0 resume vip db1 17 5433 /run/pg 10000 blue");
    }

    @Test
    void what_its_check_says_is_judged_against_live() {
        Check good = pooler(program("p", ":"), OPEN + "; echo session=4711; echo as usual")
                .check(LIVE, Duration.ZERO);

        assertThat(good.problems()).isEmpty();
        assertThat(good.serving()).containsExactly(4711L);
        for (String wrong : List.of(
                "echo clients=open; echo live=/run/pg:5433",
                "echo clients=open; echo live=/run/other:5432",
                "echo clients=open; echo live=/run/pg:5432; echo live=/run/pg:5433",
                "echo clients=held; echo live=/run/pg:5432",
                "echo clients=open",
                "echo live=/run/pg:5432",
                "echo clients=shut; echo live=/run/pg:5432",
                OPEN + "; echo session=none")) {
            assertThat(pooler(program("p", ":"), wrong)
                            .check(LIVE, Duration.ZERO)
                            .problems())
                    .as(wrong)
                    .extracting(Pooler.Problem::code)
                    .containsExactly(HoldErrors.POOLER_ANSWER);
        }
    }

    @Test
    void what_is_not_proven_by_its_check_is_not_done() {
        assertRefused(
                HoldErrors.POOLER_ANSWER,
                () -> pooler(program("p", ":"), "echo clients=held; echo live=/run/pg:5432")
                        .repoint(List.of(), NEW),
                "`/run/pg:5432`");
        assertRefused(
                HoldErrors.POOLER_ANSWER,
                () -> pooler(program("p", ":"), "echo clients=held; echo live=/run/pg:5433")
                        .resume(List.of(), NEW),
                "held");
        // Clients are held on purpose there.
        pooler(program("p", ":"), "echo clients=held; echo live=/run/pg:5433").repoint(List.of(), NEW);
    }

    @Test
    void a_pause_that_is_not_there_in_time_says_so_and_any_other_failure_is_one() {
        assertRefused(
                HoldErrors.NOT_PAUSED,
                () -> pooler(program("p", "exit 75"), OPEN).pause(List.of(), LIVE, Duration.ofSeconds(5)));
        assertRefused(
                HoldErrors.NOT_PAUSED,
                () -> pooler(program("p", "exec sleep 60"), OPEN).pause(List.of(), LIVE, Duration.ofMillis(100)));
        assertRefused(
                HoldErrors.POOLER_PROGRAM,
                () -> pooler(program("p", "echo no such host; exit 3"), OPEN)
                        .pause(List.of(), LIVE, Duration.ofSeconds(5)),
                "exit code 3, no such host");
        assertRefused(
                HoldErrors.POOLER_PROGRAM,
                () -> pooler(program("p", "exit 75"), OPEN).resume(List.of(), LIVE),
                "exit code 75");
        assertRefused(
                HoldErrors.POOLER_PROGRAM,
                () -> pooler(program("p", ":"), "exit 1").check(LIVE, Duration.ZERO));
    }

    @Test
    void another_content_than_the_administrator_described_is_not_run() throws Exception {
        Program program = program("p", ":");
        Path run = folder.resolve("run");
        Files.writeString(program.path(), "#!/bin/sh\ntouch " + run + "\n");

        assertRefused(
                HoldErrors.POOLER_PROGRAM,
                () -> pooler(program, OPEN).pause(List.of(), LIVE, Duration.ofSeconds(5)),
                "another content");
        assertThat(run).doesNotExist();
    }

    @Test
    void a_secret_reaches_the_program_and_nobody_else() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "correct horse\n");
        Program program = program(
                "p", "echo \"token $TOKEN\"; exit 1", Map.of("TOKEN", new Secret(Secret.Kind.FILE, secret.toString())));

        assertRefused(
                HoldErrors.POOLER_PROGRAM,
                () -> pooler(program, OPEN).pause(List.of(), LIVE, Duration.ofSeconds(5)),
                "token *************");
    }

    @Test
    void an_address_is_read_from_an_order_as_it_was_written_also_by_a_version_that_knew_one_kind() throws Exception {
        HoldFolder hold = HoldFolder.of(folder.resolve("run"), 2);
        hold.give(HoldOrders.of(Path.of("/srv/.belay"), true, "/srv/orders/13/data", "/srv/17", "/srv/17/data"));
        String text = Files.readString(hold.orderFile());

        assertThat(text).contains("\"kind\":\"pgbouncer\",");
        HoldOrder before = hold.order().orElseThrow();
        Files.writeString(hold.orderFile(), text.replace("\"kind\":\"pgbouncer\",", ""));

        assertThat(hold.order()).contains(before);
    }
}
