package io.belay.workers.step;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.step.WarmUpList.Hot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads pages into new's memory, by the library of {@code pg_prewarm}, and without its extension: a function that one session has for
 * itself leaves no trace in any catalog. Where the library is not installed, tables are read as a client would. One thread.
 */
final class WarmUpMemory implements AutoCloseable {

    /** Not to fire what live's owners hung onto commands: it would write rows that live does not have. */
    private static final String QUIET = "SET session_replication_role = replica";

    private static final String FUNCTION = "CREATE FUNCTION pg_temp.belay_load(regclass, text, text, bigint, bigint)"
            + " RETURNS bigint LANGUAGE c AS '$libdir/pg_prewarm', 'pg_prewarm'";

    private static final String LOAD =
            "SELECT coalesce((SELECT pg_temp.belay_load(t.relation, 'buffer', 'main', ?::bigint,"
                    + " least(?::bigint, t.blocks - 1)) FROM (SELECT r AS relation, pg_catalog.pg_relation_size(r)"
                    + " / pg_catalog.current_setting('block_size')::bigint AS blocks FROM pg_catalog.to_regclass(?) AS r) t"
                    + " WHERE t.relation IS NOT NULL AND t.blocks > ?::bigint), 0) AS blocks";

    private static final String TABLE = "SELECT pg_catalog.pg_relation_size(c.oid)"
            + " / pg_catalog.current_setting('block_size')::bigint AS blocks FROM pg_catalog.pg_class c"
            + " WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'm')";

    private static final String BUFFERS = "SELECT setting::bigint AS blocks,"
            + " pg_catalog.current_setting('block_size')::bigint AS bytes FROM pg_catalog.pg_settings"
            + " WHERE name = 'shared_buffers'";

    private static final String ASKED_IN = "template1";

    /** The library is not there, or is no library of this major. */
    private static final String NO_FILE = "58P01";

    /** Reading more of one table than a quarter of the memory goes through a small ring (freelist.c) and stays nowhere. */
    private static final int RING = 4;

    private final Server server;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Boolean> read = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final long blocks;
    private final long blockBytes;
    private boolean hasLibrary = true;

    WarmUpMemory(Server server) {
        this.server = server;
        try (Session session = server.open(ASKED_IN)) {
            Row row = session.query(BUFFERS).get(0);
            this.blocks = row.number("blocks");
            this.blockBytes = row.number("bytes");
        }
    }

    /** What is sent to new at first. */
    static List<ListedStatement> statementsOfRoom() {
        return List.of(ListedStatement.in(ASKED_IN, BUFFERS));
    }

    /** What is sent to each database of new from which something is loaded, in order. */
    static List<ListedStatement> statementsOfLoading() {
        String tables =
                "where this host has no library of pg_prewarm for new: for each table up to a quarter of new's memory";
        return List.of(
                ListedStatement.inEach(QUIET),
                ListedStatement.inEach(FUNCTION),
                ListedStatement.inEach(LOAD).when("for each part of a relation, the hottest first"),
                ListedStatement.inEach(TABLE).when(tables),
                ListedStatement.inEach(reading("<relation>")).when(tables));
    }

    private static String reading(String relation) {
        return "SELECT count(*) AS rows FROM ONLY " + relation;
    }

    /** Pages that new's memory holds. */
    long blocks() {
        return blocks;
    }

    long blockBytes() {
        return blockBytes;
    }

    /** What a person should know; a sentence's end each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * @param most pages
     * @return pages that were loaded; 0 for what new does not have
     */
    long load(Hot hot, long most) {
        Session session = session(hot.database());
        String relation = Sql.name(hot.schema(), hot.name());
        if (!hasLibrary) {
            return read(session, hot, relation, most);
        }
        long last = Math.min(hot.last(), hot.first() + most - 1);
        return session.query(LOAD, hot.first(), last, relation, hot.first())
                .get(0)
                .number("blocks");
    }

    private long read(Session session, Hot hot, String relation, long most) {
        if (read.put(hot.database() + " " + relation, true) != null) {
            return 0;
        }
        List<Row> table = session.query(TABLE, relation);
        if (table.isEmpty()) {
            return 0;
        }
        long size = table.get(0).number("blocks");
        if (size > most || size >= blocks / RING) {
            return 0;
        }
        session.query(reading(relation));
        return size;
    }

    private Session session(String database) {
        Session known = sessions.get(database);
        if (known != null) {
            return known;
        }
        Session opened = server.open(database);
        sessions.put(database, opened);
        opened.execute(QUIET);
        try {
            opened.execute(FUNCTION);
        } catch (PostgresFailure refused) {
            if (!refused.sqlState().equals(NO_FILE)) {
                throw refused;
            }
            if (hasLibrary) {
                notes.add(
                        "this host has no library of `pg_prewarm` for new's version, so tables were read instead, those up to"
                                + " a quarter of new's memory, and no indexes");
            }
            hasLibrary = false;
        }
        return opened;
    }

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
    }
}
