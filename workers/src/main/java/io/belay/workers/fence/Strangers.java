package io.belay.workers.fence;

import io.belay.workers.posix.Signal;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Who is connected to a server, or about to be, and is none of ours: what the server shows, and whom of its processes it does not
 * show. One thread.
 */
final class Strangers {

    static final String SHOWN = "SELECT pid, coalesce(backend_type, '') AS type,"
            + " coalesce(usename, '?') || ' in ' || coalesce(datname, '?') || ' (' || coalesce(application_name, '') || ')'"
            + " AS words, pid = pg_catalog.pg_backend_pid() AS me FROM pg_catalog.pg_stat_activity";

    static final String END =
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = ANY (?::int[])";

    /** Of the server itself, or of replication; in every version from 13 on. */
    private static final Set<String> STAYING = Set.of(
            "archiver",
            "autovacuum launcher",
            "autovacuum worker",
            "background writer",
            "checkpointer",
            "io worker",
            "logger",
            "logical replication apply worker",
            "logical replication launcher",
            "logical replication parallel worker",
            "logical replication tablesync worker",
            "logical replication worker",
            "slotsync worker",
            "startup",
            "walreceiver",
            "walsender",
            "walsummarizer",
            "walwriter");

    private static final Duration LOOK = Duration.ofMillis(1);

    private final long postmaster;
    private final String cluster;
    private final Set<Long> ours;

    /** @param cluster {@code cluster_name}, empty when the server has none */
    Strangers(long postmaster, String cluster, Set<Long> ours) {
        this.postmaster = postmaster;
        this.cluster = cluster;
        this.ours = Set.copyOf(ours);
    }

    /** Returns when there is none.
     *
     * @param end by {@link System#nanoTime}
     * @throws FenceFailure who stays in past that, or comes back again and again
     */
    void end(Session admin, long end) {
        Map<Long, String> strangers = found(admin);
        while (!strangers.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new FenceFailure(
                        FenceErrors.NOT_CLOSED, "somebody stays in: " + String.join(", ", strangers.values()));
            }
            // By the server where it shows them; a connection before its authentication only the host can end. Never by
            // KILL,
            // which restarts the whole server.
            admin.query(
                    END, "{" + strangers.keySet().stream().map(String::valueOf).collect(Collectors.joining(",")) + "}");
            strangers.keySet().forEach(Signal.TERMINATE::sendTo);
            LockSupport.parkNanos(LOOK.toNanos());
            strangers = found(admin);
        }
    }

    /** In words, by process id. */
    Map<Long, String> found(Session admin) {
        // The host's list first: who is in it and not in the server's was before its authentication.
        List<ServerChild> children = ServerChild.of(postmaster);
        Set<Long> known = new HashSet<>(ours);
        Map<Long, String> strangers = new TreeMap<>();
        for (Row row : admin.query(SHOWN)) {
            long pid = row.number("pid");
            if (row.isTrue("me") || STAYING.contains(row.text("type"))) {
                known.add(pid);
            } else if (!known.contains(pid)) {
                strangers.put(pid, row.text("words"));
            }
        }
        children.stream()
                .filter(child -> !known.contains(child.pid()) && !child.isServersOwn(cluster))
                .forEach(child -> strangers.putIfAbsent(child.pid(), "`" + child.title() + "`"));
        return strangers;
    }
}
