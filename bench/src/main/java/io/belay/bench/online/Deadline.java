package io.belay.bench.online;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** By when something has to be so. */
record Deadline(long at) {

    private static final Duration POLL = Duration.ofNanos(500_000);

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Between two looks. */
    void require(String what) {
        if (System.nanoTime() - at > 0) {
            throw new IllegalStateException("too late: " + what);
        }
        LockSupport.parkNanos(POLL.toNanos());
    }
}
