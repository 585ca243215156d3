package io.belay.workers.host;

import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What is at work in this worker: it is counted, those that may take long get a pulse, all let go when it drains. Thread-safe. */
final class Attempts {

    private static final Duration POLL = Duration.ofMillis(20);

    private final UnaryOperator<String> mask;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicInteger open = new AtomicInteger();

    Attempts(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** The pulse of the attempt that this thread carries out. */
    Pulse begin() {
        return new Pulse(Activity.getExecutionContext(), mask, draining::get);
    }

    <T> T counted(Supplier<T> work) {
        open.incrementAndGet();
        try {
            return work.get();
        } finally {
            open.decrementAndGet();
        }
    }

    /** From now on each attempt lets go at the next point where it can. */
    void drain() {
        draining.set(true);
    }

    /** @return whether none was left in time */
    boolean awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (open.get() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }
}
