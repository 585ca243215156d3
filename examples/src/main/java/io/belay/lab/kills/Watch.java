package io.belay.lab.kills;

import io.belay.lab.oracle.Ground;
import io.belay.lab.oracle.Launches;
import io.belay.lab.oracle.SeenProcess;
import io.belay.lab.oracle.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;

/** Looks at all processes many times a second: which programs are launched, and whether old and new ever run side by side. */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Ground ground;
    private final Launches launches;
    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::work, "kill-watch");
    private volatile boolean ending;

    private Watch(Ground ground, Launches launches) {
        this.ground = ground;
        this.launches = launches;
    }

    static Watch start(Ground ground, Launches launches) {
        Watch watch = new Watch(ground, launches);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void work() {
        boolean before = false;
        while (!ending) {
            List<SeenProcess> processes = SeenProcess.all();
            launches.look(processes);
            boolean both = Servers.of(processes, ground).both();
            // One look takes a moment, in which one may end and the other begin.
            if (both && before) {
                wrong.add("old and new ran side by side");
            }
            before = both;
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
