package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends a lab, and whenever: after it, or after the next sweep, nothing of it is left. */
class LabSweepIT {

    private static final Pattern ID = Pattern.compile("belay-lab-([0-9a-f]{8})");

    @TempDir
    Path folder;

    @BeforeEach
    void needs() {
        LabNeeds.loopDevices();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "making the account",
                "making a file system",
                "making a PostgreSQL 13",
                "filling it",
                "starting PgBouncer",
                "starting a Temporal",
                "ready: live"
            })
    void a_lab_that_is_killed_is_removed_by_the_next_sweep(String moment) throws IOException {
        try (ChildJvm lab = ChildJvm.start(folder.resolve("out"), LabMain.class).awaitSaying(moment)) {
            String id = idIn(lab.output());

            lab.killNow();
            List<String> left = LabSweep.abandoned(false, Narrator.silent());

            assertThat(left).noneMatch(what -> what.contains(id));
            assertNothingIsLeftOf(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "making the account",
                "making a file system",
                "making a PostgreSQL 13",
                "filling it",
                "starting PgBouncer",
                "starting a Temporal",
                "ready: live"
            })
    void a_lab_that_is_interrupted_removes_itself(String moment) throws IOException {
        try (ChildJvm lab = ChildJvm.start(folder.resolve("out"), LabMain.class).awaitSaying(moment)) {
            String id = idIn(lab.output());

            lab.interrupt();

            assertNothingIsLeftOf(id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_moment_of_the_kill_does_not_matter(long seed) throws IOException {
        Duration moment = Duration.ofMillis(new Random(seed).nextInt(6_000));
        System.out.println("seed " + seed + ": killed " + moment + " after its first word");
        try (ChildJvm lab = ChildJvm.start(folder.resolve("out"), LabMain.class).awaitSaying("named belay-lab-")) {
            String id = idIn(lab.output());
            long due = System.nanoTime() + moment.toNanos();
            await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() > due);

            lab.killNow();
            List<String> left = LabSweep.abandoned(false, Narrator.silent());

            assertThat(left).noneMatch(what -> what.contains(id));
            assertNothingIsLeftOf(id);
        }
    }

    private static String idIn(String output) {
        Matcher matcher = ID.matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return matcher.group(1);
    }

    static void assertNothingIsLeftOf(String id) throws IOException {
        assertThat(new LabProcesses(id, Set.of(), List.of(Path.of("/var/tmp/belay-lab-" + id)), List.of()).find())
                .isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(id);
        assertThat(ShortProgram.of("losetup", "--list").run().output()).doesNotContain(id);
        assertThat(Files.readString(Path.of("/etc/passwd"))).doesNotContain(id);
        assertThat(Files.readString(Path.of("/etc/group"))).doesNotContain(id);
        assertThat(Path.of("/var/tmp/belay-lab-" + id)).doesNotExist();
        assertThat(Path.of("/run/belay-lab-" + id)).doesNotExist();
        assertThat(Register.home().resolve(id + Register.SUFFIX)).doesNotExist();
    }
}
