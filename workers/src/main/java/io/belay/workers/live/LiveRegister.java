package io.belay.workers.live;

import io.belay.plans.model.HostConfiguration.Cluster;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cluster is live now: a file per cluster in the worker's state folder, written at a crossing and when old is retired, and
 * at no other moment. Without an entry the host's file says it. Durable, and whole or as before. Thread-safe, also against other
 * JVMs of this host as long as one of them writes.
 */
public final class LiveRegister {

    /** @param state the worker's state folder, the host file's {@code state.directory} */
    public LiveRegister(Path state) {}

    /** @throws LiveFailure {@code BLY-3651} when there is an entry that cannot be read: never silently taken for none */
    public Optional<LiveNow> of(String cluster) {
        throw new UnsupportedOperationException();
    }

    /** Behind the crossing, and idempotent: the same entry again changes nothing. Durable when it returns. */
    public void crossed(String cluster, LiveNow now) {
        throw new UnsupportedOperationException();
    }

    /** Old is gone; who is live stays. Retiring what is not there changes nothing. */
    public void retired(String cluster, String run) {
        throw new UnsupportedOperationException();
    }

    /**
     * Who is live, by register and host file together. The host's file may be behind (it says what it said at the crossing) or
     * have been brought up to date by hand; anything else is a contradiction.
     *
     * @throws LiveFailure {@code BLY-3650} when they contradict each other: nothing is guessed
     */
    public LiveSide resolve(Cluster configured) {
        throw new UnsupportedOperationException();
    }
}
