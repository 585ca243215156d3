package io.belay.lab.run;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Looks at the machine again and again in a thread of its own, and keeps what it finds. */
final class Poller implements AutoCloseable {

    /** The machine has other work too. */
    private static final long BREATH_NANOSECONDS = 5_000_000;

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicLong looks = new AtomicLong();
    private final Set<String> found = new ConcurrentSkipListSet<>();
    private final Thread thread;

    /** @param look gets where to put what it finds */
    Poller(Consumer<Set<String>> look) {
        thread = new Thread(
                () -> {
                    while (going.get()) {
                        look.accept(found);
                        looks.incrementAndGet();
                        LockSupport.parkNanos(BREATH_NANOSECONDS);
                    }
                },
                "poller");
        thread.setDaemon(true);
        thread.start();
    }

    Set<String> found() {
        return new TreeSet<>(found);
    }

    long looks() {
        return looks.get();
    }

    @Override
    public void close() {
        going.set(false);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
