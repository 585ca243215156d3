package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A transaction of any database that has written and is still open, or was prepared: a slot cannot be made while it lasts, and none of it
 * reaches the follower before its commit. Immutable.
 *
 * @param who the session, or the prepared transaction, in words
 * @param open since it began, or was prepared; whole seconds
 * @param endsBy SQL that ends it
 */
public record OpenTransaction(String who, Duration open, String endsBy) {

    private static final String SESSIONS = "SELECT pid, usename, datname, application_name, state,"
            + " extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)::bigint AS seconds"
            + " FROM pg_catalog.pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()"
            + " ORDER BY xact_start";

    private static final String PREPARED = "SELECT gid, owner, database,"
            + " extract(epoch FROM pg_catalog.clock_timestamp() - prepared)::bigint AS seconds"
            + " FROM pg_catalog.pg_prepared_xacts ORDER BY prepared";

    private static final int NAMED = 5;

    /** What {@link #all} sends, in order, in any database. */
    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.inEach(SESSIONS), ListedStatement.inEach(PREPARED));
    }

    /** Sessions first, each the longest first. Two statements. */
    public static List<OpenTransaction> all(Session session) {
        List<OpenTransaction> open = new ArrayList<>();
        session.query(SESSIONS).forEach(row -> open.add(ofSession(row)));
        session.query(PREPARED).forEach(row -> open.add(ofPrepared(row)));
        return open;
    }

    static String words(List<OpenTransaction> open) {
        return open.stream()
                .limit(NAMED)
                .map(one -> one.who() + ", open for " + one.open().toSeconds() + " s (`" + one.endsBy() + "` ends it)")
                .collect(Collectors.joining("; "));
    }

    private static OpenTransaction ofSession(Row row) {
        return new OpenTransaction(
                "the session " + row.number("pid") + " of "
                        + row.optional("usename").orElse("?") + " in "
                        + row.optional("datname").orElse("?") + " ("
                        + row.optional("application_name")
                                .filter(name -> !name.isBlank())
                                .orElse("no application_name")
                        + ", " + row.optional("state").orElse("state unknown") + ")",
                seconds(row),
                "SELECT pg_terminate_backend(" + row.number("pid") + ")");
    }

    private static OpenTransaction ofPrepared(Row row) {
        return new OpenTransaction(
                "the prepared transaction " + Sql.text(row.text("gid")) + " of " + row.text("owner") + " in "
                        + row.text("database"),
                seconds(row),
                "ROLLBACK PREPARED " + Sql.text(row.text("gid")));
    }

    private static Duration seconds(Row row) {
        return Duration.ofSeconds(
                Math.max(0, row.optional("seconds").map(Long::parseLong).orElse(0L)));
    }
}
