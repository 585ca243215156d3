package io.belay.workers.host;

import java.util.Map;
import java.util.Optional;
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

    /** Never waits. */
    Optional<Turn> takeIfFree(String name) {
        ReentrantLock lock = lock(name);
        return lock.tryLock() ? Optional.of(lock::unlock) : Optional.empty();
    }

    /**
     * @param check called once a second while waiting; may throw to give up
     * @throws LetGo when the thread is interrupted
     */
    Turn take(String name, Runnable check) {
        ReentrantLock lock = lock(name);
        try {
            while (!lock.tryLock(1, TimeUnit.SECONDS)) {
                check.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LetGo("interrupted while waiting for the attempt before this one", stopped);
        }
        return lock::unlock;
    }

    private ReentrantLock lock(String name) {
        return locks.computeIfAbsent(name, unused -> new ReentrantLock(true));
    }
}
