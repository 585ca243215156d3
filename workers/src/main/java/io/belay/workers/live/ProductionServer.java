package io.belay.workers.live;

import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.RunningServer;
import java.time.Duration;

/**
 * A cluster's server in production: in the host's own network, under the cluster owner's account, in a session of its own, with
 * nothing of ours open, so that it outlives whoever started it. Every verb is idempotent. Thread-safe; two threads must not control
 * the same server.
 */
public interface ProductionServer {

    /**
     * Starts it, or adopts the one that runs, and waits until it takes sessions.
     *
     * @return for sessions as the install user through the socket: works as far as {@code pg_hba.conf} lets them in, so always
     *     while the dress is {@link Admission#LOCKED}
     * @throws LiveFailure {@code BLY-3661}
     */
    RunningServer start(Duration deadline);

    /**
     * Stops it with a checkpoint and proves it: the control data says {@code shut down}, and no process works in the data
     * directory. Proves it also when nothing ran.
     *
     * @throws LiveFailure {@code BLY-3662}
     */
    ControlData stop(Duration deadline);

    /**
     * Ends it without a checkpoint, when it does not end its stop: its next start recovers it from its log.
     *
     * @throws LiveFailure {@code BLY-3662}
     */
    void endAtOnce(Duration deadline);

    /** Whether any process of PostgreSQL works in the data directory, ready or not. */
    boolean isRunning();

    /**
     * The server reads its files again, and has read them when this returns.
     *
     * @throws LiveFailure {@code BLY-3663} when it does not run, or does not report a reload in time
     */
    void reload(Duration deadline);

    Production production();
}
