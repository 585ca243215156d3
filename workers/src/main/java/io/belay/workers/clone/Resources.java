package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A clone takes a small, fixed share of the host. The five settings that recovery compares with the log are never below live's, which
 * the control file tells.
 */
final class Resources implements GateItem {

    /** {@code pg_upgrade --jobs}, our sessions and the reserved ones. */
    private static final int FEWEST_CONNECTIONS = 40;

    /** Dumping and restoring a schema locks every object of it at once (timescaledb#7130). */
    private static final int FEWEST_LOCKS = 256;

    @Override
    public int row() {
        return 21;
    }

    @Override
    public String what() {
        return "the server takes little memory, and the five settings of recovery are live's";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        ControlData control = clone.control();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("max_connections", atLeast(FEWEST_CONNECTIONS, control.maxConnections()));
        settings.put("max_worker_processes", atLeast(8, control.maxWorkerProcesses()));
        settings.put("max_wal_senders", atLeast(10, control.maxWalSenders()));
        settings.put("max_prepared_transactions", String.valueOf(control.maxPreparedTransactions()));
        settings.put("max_locks_per_transaction", atLeast(FEWEST_LOCKS, control.maxLocksPerTransaction()));
        settings.put("track_commit_timestamp", control.tracksCommitTimestamps() ? "on" : "off");
        // minimal forbids WAL senders, and nothing needs less than replica.
        settings.put("wal_level", control.walLevel().equals("logical") ? "logical" : "replica");
        settings.put("shared_buffers", "128MB");
        settings.put("huge_pages", "off");
        settings.put("maintenance_work_mem", "256MB");
        settings.put("autovacuum", "off");
        // A 13 that was unpacked beside newer system libraries cannot load its own compiler; elsewhere nothing is lost.
        settings.put("jit", "off");
        // A crash has to end the server, not to be mended out of sight.
        settings.put("restart_after_crash", "off");
        return settings;
    }

    private static String atLeast(int fewest, int lives) {
        return String.valueOf(Math.max(fewest, lives));
    }
}
