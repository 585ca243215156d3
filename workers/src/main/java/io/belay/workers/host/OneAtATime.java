package io.belay.workers.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One attempt at a time per run within this worker: an attempt that the server gave up may still be at work when the next one
 * arrives. Across workers the lock on the state folder does the same. Thread-safe.
 */
final class OneAtATime {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Given back in the thread that took it. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    boolean isTaken(String name) {
        ReentrantLock lock = locks.get(name);
        return lock != null && lock.isLocked();
    }

    /** @param check called once a second while waiting; may throw to give up */
    Turn take(String name, Runnable check) {
        ReentrantLock lock = locks.computeIfAbsent(name, unused -> new ReentrantLock(true));
        try {
            while (!lock.tryLock(1, TimeUnit.SECONDS)) {
                check.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the attempt before this one", stopped);
        }
        return lock::unlock;
    }
}
