package io.belay.workers.hold;

import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a hold that cannot end itself: one whose process is gone, or stands still while clients wait. Touches nothing without the
 * hold's lock, so whoever has that settles it alone. One thread.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** Costs a hundredth of a processor; clients wait for half of it longer on average. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AT_LEAST_EACH = Duration.ofSeconds(30);

    private final HoldFolder folder;
    private final ProcessIdentity hold;
    private final WatchRule rule;
    private final Function<HoldFailure, HoldResult> settling;
    private HoldFailure why = new HoldFailure(
            HoldErrors.UNDONE, "the hold's process ended before it could say how it went, and its watchdog took over");
    private Duration untilNextTry = SOON;
    private long notBefore = System.nanoTime();

    /**
     * @param hold the process that carries it out
     * @param settling completes or undoes; called under the hold's lock only
     */
    Watchdog(HoldFolder folder, ProcessIdentity hold, WatchRule rule, Function<HoldFailure, HoldResult> settling) {
        this.folder = folder;
        this.hold = hold;
        this.rule = rule;
        this.settling = settling;
    }

    /** Returns when the hold has a result, whoever reached it. */
    void watch() {
        while (true) {
            try {
                switch (rule.judge(look())) {
                    case LEAVE -> {
                        return;
                    }
                    case WAIT -> {
                        // The next look tells.
                    }
                    case DECIDE -> decide();
                    case END -> end("it was decided, but nothing went on");
                    case SETTLE -> settle();
                }
            } catch (RuntimeException failure) { // a watchdog that ends by an error would leave clients waiting
                LOG.warn("the hold in {}: {}", folder.path(), failure.getMessage(), failure);
                tryLater();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private WatchSight look() {
        // The process first: one that ends now has left its result before.
        WatchSight.Carrier process = !hold.isAlive()
                ? WatchSight.Carrier.GONE
                : hold.isStopped() ? WatchSight.Carrier.STOPPED : WatchSight.Carrier.ALIVE;
        HoldRecord record = folder.record();
        long now = System.nanoTime();
        boolean goOn = record.hasEnded(ReleasePart.NAME) || record.hasEnded(Hold.UNDO);
        return new WatchSight(
                !Files.isDirectory(folder.path()) || folder.result().isPresent(),
                process,
                folder.decision().standing().isPresent(),
                record.begunAt(PausePart.NAME).filter(at -> !goOn).map(at -> Duration.ofNanos(now - at)),
                record.newestAt().map(at -> Duration.ofNanos(now - at)).orElse(Duration.ZERO));
    }

    /** When {@code commit} was faster, the next look tells what to do. */
    void decide() {
        if (folder.decision().claim(Decision.UNDO) == Decision.UNDO) {
            end("`budget.hold` of " + rule.budget().toMillis() + " ms was used up in `"
                    + folder.record().newest().orElse("") + "`, and the hold did not undo itself");
        }
    }

    /** By KILL, so that it never goes on with what is settled meanwhile; its lock is free once nothing of it is left. */
    private void end(String reason) {
        why = new HoldFailure(HoldErrors.PAST_BUDGET, reason + ": its watchdog ended its process");
        LOG.warn("{}", why.getMessage());
        if (hold.isAlive()) {
            Signal.KILL.sendTo(hold.pid());
        }
    }

    private void settle() {
        if (System.nanoTime() < notBefore) {
            return;
        }
        Optional<FileLock> free = HoldLock.tryTake(folder);
        if (free.isPresent()) {
            try (FileLock lock = free.get()) {
                LOG.info("{}", settling.apply(why).summary());
            }
        }
    }

    private void tryLater() {
        notBefore = System.nanoTime() + untilNextTry.toNanos();
        Duration doubled = untilNextTry.multipliedBy(2);
        untilNextTry = doubled.compareTo(AT_LEAST_EACH) < 0 ? doubled : AT_LEAST_EACH;
    }
}
