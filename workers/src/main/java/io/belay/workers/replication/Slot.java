package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A logical slot as its server shows it. Immutable.
 *
 * @param database whose changes it holds
 * @param plugin {@code pgoutput} for one of ours
 * @param holder process that uses it now
 * @param confirmed place in the server's log up to which the follower has all on disk; nothing while the slot is being made
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved}, {@code lost}; empty below 13, and while it is being made
 * @param lagBytes of log written behind the confirmed place
 * @param keptBytes of log that the server keeps for this slot
 * @param safeBytes of log that may still be written before the slot is in danger; nothing where there is no limit
 */
public record Slot(
        String name,
        String database,
        String plugin,
        OptionalLong holder,
        Optional<Lsn> confirmed,
        String walStatus,
        long lagBytes,
        long keptBytes,
        OptionalLong safeBytes) {

    private static final String PLUGIN = "pgoutput";
    private static final String LOST = "lost";

    /** By way of JSON, because {@code wal_status} and {@code safe_wal_size} came with 13. */
    static final String ALL =
            "SELECT s.slot_name, s.database, s.plugin, s.active_pid, s.confirmed_flush_lsn::text AS confirmed,"
                    + " pg_catalog.to_jsonb(s) ->> 'wal_status' AS wal_status, pg_catalog.to_jsonb(s) ->> 'safe_wal_size' AS safe,"
                    + " coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.confirmed_flush_lsn), 0)::bigint AS lag,"
                    + " coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn), 0)::bigint AS kept"
                    + " FROM pg_catalog.pg_replication_slots s WHERE s.slot_type = 'logical' ORDER BY s.slot_name";

    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.inEach(ALL));
    }

    static Slot of(Row row) {
        return new Slot(
                row.text("slot_name"),
                row.optional("database").orElse(""),
                row.optional("plugin").orElse(""),
                number(row, "active_pid"),
                row.optional("confirmed").map(Lsn::parse),
                row.optional("wal_status").orElse(""),
                row.number("lag"),
                row.number("kept"),
                number(row, "safe"));
    }

    public boolean isActive() {
        return holder.isPresent();
    }

    /** Whether the server threw away log that the follower still needs: the slot is of no use any more. */
    public boolean isLost() {
        return walStatus.equals(LOST);
    }

    /** Whether it can be followed from. */
    public boolean isWhole(String wantedDatabase) {
        return plugin.equals(PLUGIN) && database.equals(wantedDatabase) && confirmed.isPresent() && !isLost();
    }

    private static OptionalLong number(Row row, String column) {
        return row.optional(column)
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
