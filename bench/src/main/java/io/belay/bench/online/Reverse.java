package io.belay.bench.online;

import io.belay.lab.Sql;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The stream by which the side that serves now will follow: made before the hold, brought to its begin in it, opened behind it.
 * Always a new one, because a subscription that was used before remembers a position in another server's log.
 */
final class Reverse {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String PUBLISHED = "SELECT count(*) FROM pg_publication_tables WHERE pubname = 'belay_pub'";

    private static final String REGISTERED = """
            SELECT count(*) FROM pg_subscription_rel r JOIN pg_subscription s ON s.oid = r.srsubid
            WHERE s.subname = ? AND r.srsubstate = 'r'
                AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static final String SLOT_IS_ACTIVE = "55006";

    private final WarmSessions source;
    private final WarmSessions target;
    private final int generation;

    /** @param generation of the stream that runs now; the reverse one is the next */
    Reverse(WarmSessions source, WarmSessions target, int generation) {
        this.source = source;
        this.target = target;
        this.generation = generation;
    }

    private static String slot(int generation, String database) {
        return "belay_" + generation + "_" + database;
    }

    private static String subscription(int generation) {
        return "belay_" + generation;
    }

    void prepare(String database) throws SQLException {
        Sql to = target.in(database);
        Sql from = source.in(database);
        if (to.number("SELECT count(*) FROM pg_publication WHERE pubname = 'belay_pub'") == 0) {
            to.execute("CREATE PUBLICATION belay_pub FOR ALL TABLES");
        }
        // It has to connect: without that it knows no table, runs, and passes on nothing.
        from.execute(String.format(
                "CREATE SUBSCRIPTION %s CONNECTION '%s' PUBLICATION belay_pub WITH (create_slot = false,"
                        + " copy_data = false, enabled = false, slot_name = '%s')",
                subscription(generation + 1), target.side().conninfo(database), slot(generation + 1, database)));
        long published = to.number(PUBLISHED);
        long registered = from.number(REGISTERED, subscription(generation + 1));
        if (published == 0 || published != registered) {
            throw new IllegalStateException(
                    database + ": " + registered + " of " + published + " published tables are registered");
        }
        to.rows("SELECT pg_create_logical_replication_slot(?, 'pgoutput')", slot(generation + 1, database));
        flush(database);
        advance(database);
    }

    /**
     * Makes durable what the target applied, which it does without waiting for its disk, and brings its flush position behind it: else
     * the slot would begin before it and send it back.
     */
    void flush(String database) throws SQLException {
        target.in(database).rows("SELECT pg_logical_emit_message(true, 'belay', 'flush')");
    }

    void advance(String database) throws SQLException {
        target.in(database)
                .rows(
                        "SELECT pg_replication_slot_advance(?, pg_current_wal_flush_lsn())",
                        slot(generation + 1, database));
    }

    /** The old direction ends first: with both on, a row would come back. */
    void turn(String database) throws SQLException {
        Sql to = target.in(database);
        to.execute("ALTER SUBSCRIPTION " + subscription(generation) + " DISABLE");
        Deadline deadline = Deadline.in(PATIENCE);
        boolean dropped = false;
        while (!dropped) {
            dropped = isDropped(to, deadline);
        }
        source.in(database).execute("ALTER SUBSCRIPTION " + subscription(generation + 1) + " ENABLE");
    }

    private boolean isDropped(Sql to, Deadline deadline) throws SQLException {
        try {
            to.execute("DROP SUBSCRIPTION " + subscription(generation));
            return true;
        } catch (SQLException active) {
            boolean stillActive = SLOT_IS_ACTIVE.equals(active.getSQLState())
                    || String.valueOf(active.getMessage()).contains("is active for PID");
            if (!stillActive) {
                throw active;
            }
            deadline.require("slot " + slot(generation, "*") + " is left");
            return false;
        }
    }
}
