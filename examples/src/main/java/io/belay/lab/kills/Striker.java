package io.belay.lab.kills;

import io.belay.lab.oracle.Launches;
import io.belay.lab.oracle.SeenProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Kills what was drawn for one run, in a thread of its own, while the run goes on. */
final class Striker implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(5);
    /** How long a tool or a server is waited for when there is none at the moment that was drawn. */
    private static final Duration NOBODY_THERE = Duration.ofSeconds(8);

    /** @param whom with their ids, for the report */
    record Done(Strike strike, List<SeenProcess> whom) {

        Done {
            whom = List.copyOf(whom);
        }
    }

    private final Ensemble ensemble;
    private final Launches launches;
    private final Path journal;
    private final List<Strike> strikes;
    private final List<Done> done = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::work, "striker");
    private volatile boolean ending;
    private volatile boolean busy;

    private Striker(Ensemble ensemble, Launches launches, String run, List<Strike> strikes) {
        this.ensemble = ensemble;
        this.launches = launches;
        this.journal = ensemble.ground().journal().resolve(run);
        this.strikes = List.copyOf(strikes);
    }

    static Striker start(Ensemble ensemble, Launches launches, String run, List<Strike> strikes) {
        Striker striker = new Striker(ensemble, launches, run, strikes);
        striker.thread.setDaemon(true);
        striker.thread.start();
        return striker;
    }

    private void work() {
        try {
            for (Strike strike : strikes) {
                if (!awaitMoment(strike)) {
                    return;
                }
                strike(strike);
            }
        } catch (RuntimeException failure) {
            failures.add(failure);
        }
    }

    /** A step begins when its worker has written down that it was admitted. */
    private boolean awaitMoment(Strike strike) {
        while (!ending && !strike.moment().isDue(journal)) {
            pause(LOOK);
        }
        return !ending;
    }

    private void strike(Strike strike) {
        long until = System.nanoTime() + NOBODY_THERE.toNanos();
        List<SeenProcess> whom = List.of();
        while (!ending && whom.isEmpty() && System.nanoTime() < until) {
            whom = strike.victim().chosen(Scene.now(ensemble, launches), strike.pick());
            if (whom.isEmpty()) {
                pause(LOOK);
            }
        }
        if (whom.isEmpty()) {
            return;
        }
        busy = true;
        try {
            whom.forEach(Striker::kill);
            whom.forEach(Striker::awaitEnd);
            done.add(new Done(strike, whom));
            pause(strike.down());
            strike.victim().comeBack(ensemble);
        } finally {
            busy = false;
        }
    }

    private static void kill(SeenProcess process) {
        if (process.isAlive()) {
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static void awaitEnd(SeenProcess process) {
        while (process.isAlive()) {
            pause(LOOK);
        }
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Whether something is dead at this moment and will come back. */
    boolean isBusy() {
        return busy;
    }

    List<Done> done() {
        return new ArrayList<>(done);
    }

    /** Ends behind the strike at hand. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
