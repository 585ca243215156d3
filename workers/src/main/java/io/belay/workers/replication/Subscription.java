package io.belay.workers.replication;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A subscription of the run as its server shows it. Immutable.
 *
 * @param reached place in the followed server's log that is applied; nothing, or 0/0, before it began
 * @param worker process that applies now; nothing while none runs
 * @param errors that stopped its worker since it was made; nothing below 15, where only the log has them
 */
public record Subscription(long oid, boolean enabled, Optional<Lsn> reached, OptionalLong worker, OptionalLong errors) {

    private static final int ERRORS_SINCE = 15;

    static String sql(int major) {
        boolean counted = major >= ERRORS_SINCE;
        return "SELECT s.oid::bigint AS oid, s.subenabled, o.remote_lsn::text AS reached, w.pid AS worker, "
                + (counted ? "e.apply_error_count" : "NULL::bigint") + " AS errors"
                + " FROM pg_catalog.pg_subscription s"
                + " JOIN pg_catalog.pg_database d ON d.oid = s.subdbid AND d.datname = pg_catalog.current_database()"
                + " LEFT JOIN pg_catalog.pg_replication_origin_status o ON o.external_id = 'pg_' || s.oid"
                + " LEFT JOIN pg_catalog.pg_stat_subscription w ON w.subid = s.oid AND w.relid IS NULL AND w.pid IS NOT NULL"
                + (major >= 16 ? " AND w.leader_pid IS NULL" : "")
                + (counted ? " LEFT JOIN pg_catalog.pg_stat_subscription_stats e ON e.subid = s.oid" : "")
                + " WHERE s.subname = ?::text";
    }

    /** One statement. */
    static Optional<Subscription> find(Session target, int major, String name) {
        return target.query(sql(major), name).stream().findFirst().map(Subscription::of);
    }

    private static Subscription of(Row row) {
        return new Subscription(
                row.number("oid"),
                row.isTrue("subenabled"),
                row.optional("reached").map(Lsn::parse),
                number(row, "worker"),
                number(row, "errors"));
    }

    private static OptionalLong number(Row row, String column) {
        return row.optional(column)
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
