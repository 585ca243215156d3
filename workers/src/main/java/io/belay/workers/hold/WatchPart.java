package io.belay.workers.hold;

import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.process.Command;
import io.belay.workers.process.JournalFolders;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Launcher.Seen;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.process.Masking;
import io.belay.workers.process.ProcessFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** First of all: a second process that ends this hold when this one cannot. No client waits before it is warm. */
final class WatchPart implements Part {

    static final String NAME = "watch";

    /** A second is usual; a machine that needs longer than this for one program is no place for a hold. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LOOK = Duration.ofMillis(20);

    private static final String NOT_UP = "the watchdog of the hold did not come up: ";

    private final HoldFolder folder;
    private final LaunchKey key;
    private final Supplier<Command> command;
    private final Supplier<Launcher> launcher;
    private final Duration patience;

    /** @param launcher asked for when the part is carried out: who settles a hold needs none */
    WatchPart(
            HoldFolder folder,
            LaunchKey key,
            Supplier<Command> command,
            Supplier<Launcher> launcher,
            Duration patience) {
        this.folder = folder;
        this.key = key;
        this.command = command;
        this.launcher = launcher;
        this.patience = patience;
    }

    static WatchPart of(HoldFolder folder, HoldOrder order) {
        return new WatchPart(
                folder,
                new LaunchKey(order.run(), order.step(), order.epoch(), HoldProgram.WATCHDOG),
                () -> HoldProgram.watchdog(folder, order),
                () -> Workshop.notes(order)
                        .noting(new JournalLauncher(
                                JournalFolders.in(order.state()), Masking.none(), Clock.systemUTC())),
                PATIENCE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        folder.carriedOutBy(ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow());
        Launcher journal = launcher.get();
        try {
            journal.launch(key, command);
        } catch (ProcessFailure refused) {
            throw new HoldFailure(HoldErrors.NOT_WATCHED, NOT_UP + refused.getMessage(), refused);
        }
        awaitWarm(journal);
    }

    private void awaitWarm(Launcher journal) {
        long end = System.nanoTime() + patience.toNanos();
        while (!folder.isWatched()) {
            Seen seen = journal.look(key);
            if (seen.state() != State.RUNNING) {
                throw notWatched(seen.result()
                        .map(result -> "it ended with " + result.exitCode() + ": "
                                + result.output().strip())
                        .orElse("it is gone"));
            }
            if (System.nanoTime() > end) {
                throw notWatched("it was not ready within " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static HoldFailure notWatched(String why) {
        return new HoldFailure(HoldErrors.NOT_WATCHED, NOT_UP + why);
    }
}
