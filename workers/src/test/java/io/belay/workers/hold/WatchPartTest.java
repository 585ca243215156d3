package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, and shells in the place of the watchdog. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // made before each test
class WatchPartTest {

    private static final LaunchKey KEY = new LaunchKey("r1", "promote", 1, "watchdog");

    @TempDir
    private Path run;

    private HoldFolder folder;
    private Launcher launcher;

    @BeforeEach
    void begin() throws IOException {
        folder = HoldFolder.of(run, 1);
        Files.createDirectory(folder.path());
        launcher =
                new JournalLauncher(Files.createDirectory(run.resolve("journal")), Masking.none(), Clock.systemUTC());
    }

    @Test
    void it_waits_until_the_watchdog_is_warm_and_tells_it_which_process_is_the_hold() {
        part("cat process > seen; sleep 0.3; touch watched; exec sleep 600", Duration.ofSeconds(30))
                .carryOut(Duration.ZERO);

        assertThat(folder.isWatched()).isTrue();
        assertThat(folder.path().resolve("seen"))
                .hasSameTextualContentAs(folder.path().resolve("process"));
        assertThat(folder.process())
                .isEqualTo(ProcessIdentity.of(ProcessHandle.current().pid()));
        assertThat(launcher.look(KEY).state()).isEqualTo(Launcher.State.RUNNING);
        launcherEndsIt();
    }

    @Test
    void a_watchdog_that_ends_at_once_makes_the_hold_fail_with_what_it_said() {
        refused(() -> part("echo no heap; exit 3", Duration.ofSeconds(30)).carryOut(Duration.ZERO))
                .hasMessageContaining("it ended with 3: no heap");
    }

    @Test
    void a_watchdog_that_is_not_ready_in_time_makes_the_hold_fail() {
        refused(() -> part("exec sleep 600", Duration.ZERO).carryOut(Duration.ZERO))
                .hasMessageContaining("not ready within 0 s");
        launcherEndsIt();
    }

    @Test
    void a_watchdog_that_cannot_be_started_makes_the_hold_fail() {
        Command missing = new Command(
                List.of("/nowhere/java"), folder.path(), Map.of(), Optional.empty(), Isolation.NONE, Duration.ZERO);

        refused(() -> new WatchPart(folder, KEY, () -> missing, () -> launcher, Duration.ofSeconds(30))
                        .carryOut(Duration.ZERO))
                .hasMessageContaining("/nowhere/java");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(ThrowingCallable carriedOut) {
        return assertThatThrownBy(carriedOut)
                .hasMessageContaining("the watchdog of the hold did not come up")
                .isInstanceOfSatisfying(
                        HoldFailure.class, failure -> assertThat(failure.code()).isEqualTo(HoldErrors.NOT_WATCHED));
    }

    private WatchPart part(String script, Duration patience) {
        Command shell = new Command(
                List.of("/bin/sh", "-c", script),
                folder.path(),
                Map.of(),
                Optional.empty(),
                Isolation.NONE,
                Duration.ofMinutes(1));
        return new WatchPart(folder, KEY, () -> shell, () -> launcher, patience);
    }

    private void launcherEndsIt() {
        assertThatThrownBy(() -> launcher.launchOrAdopt(
                        KEY,
                        () -> {
                            throw new IllegalStateException("launched before");
                        },
                        progress -> {
                            throw new io.belay.workers.process.CancelledByOperator("over");
                        }))
                .hasMessageContaining("over");
    }
}
