package io.belay.workers.replication;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A deadline that is polled against. For one thread only. */
final class Waiting {

    private final long end;
    private final long pause;

    private Waiting(Duration most, Duration pause) {
        this.end = System.nanoTime() + most.toNanos();
        this.pause = pause.toNanos();
    }

    static Waiting atMost(Duration most, Duration pause) {
        return new Waiting(most, pause);
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** @throws IllegalStateException when the thread was interrupted, which ends the work */
    void pause() {
        LockSupport.parkNanos(Math.max(1, Math.min(pause, end - System.nanoTime())));
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while waiting for a server; nothing is known of the rest");
        }
    }
}
