package io.belay.lab.run;

import io.belay.lab.Door;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Comes to both sides as a client would that knows no pooler, again and again from a thread of its own, and knows whether both ever let it
 * in at the same time. To be opened once a hold has shut one of them: before, it would be a client whom a promotion refuses. Thread-safe.
 */
final class BothSides implements AutoCloseable {

    private static final long BETWEEN = 20_000_000;

    private final Door one;
    private final Door other;
    private final Thread thread = new Thread(this::look, "both-sides");
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong both = new AtomicLong();
    private volatile boolean closed;

    private BothSides(Door one, Door other) {
        this.one = one;
        this.other = other;
    }

    static BothSides watched(Door one, Door other) {
        BothSides sides = new BothSides(one, other);
        sides.thread.setDaemon(true);
        sides.thread.start();
        return sides;
    }

    /** What is open before and behind a moment was open in it; one that opens just as the other shuts is no fault. */
    private void look() {
        while (!closed) {
            boolean before = OnlineHouse.isOpen(one);
            boolean between = OnlineHouse.isOpen(other);
            if (before && between && OnlineHouse.isOpen(one)) {
                both.incrementAndGet();
            }
            looks.incrementAndGet();
            LockSupport.parkNanos(BETWEEN);
        }
    }

    long looks() {
        return looks.get();
    }

    /** How often both were open. */
    long both() {
        return both.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
