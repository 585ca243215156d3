package io.belay.workers.step;

import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What live has in memory, or reads most, in parts of at most {@value #CHUNK} pages where pages are known. Asked where {@code
 * pg_buffercache} is installed already; it is never installed for this. Immutable.
 *
 * @param source {@code live_cache} or {@code statistics}
 */
record WarmUpList(String source, List<Hot> hottestFirst) {

    /** One mebibyte of usual pages: a list of a 128 GiB memory stays at some hundred thousand lines. */
    private static final int CHUNK = 128;

    private static final String INSTALLED = "SELECT quote_ident(n.nspname) AS schema FROM pg_catalog.pg_extension e"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_buffercache'";

    /** The name of the view's schema is an administrator's choice. */
    private static final String CACHED =
            "SELECT d.datname AS database, b.relfilenode::bigint AS file, b.relblocknumber / "
                    + CHUNK + " AS part, sum(b.usagecount) AS heat FROM %s.pg_buffercache b"
                    + " JOIN pg_catalog.pg_database d ON d.oid = b.reldatabase WHERE b.relforknumber = 0 GROUP BY 1, 2, 3";

    private static final String FILES =
            "SELECT pg_catalog.pg_relation_filenode(c.oid)::bigint AS file, n.nspname AS schema,"
                    + " c.relname AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.oid >= 16384 AND c.relkind IN ('r', 'i', 'm', 't')";

    private static final String USED = "SELECT schemaname AS schema, relname AS name,"
            + " (coalesce(heap_blks_hit, 0) + coalesce(heap_blks_read, 0))::float8"
            + " / greatest(1, pg_catalog.pg_relation_size(relid)) AS heat FROM pg_catalog.pg_statio_user_tables"
            + " UNION ALL SELECT schemaname, indexrelname, (coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))::float8"
            + " / greatest(1, pg_catalog.pg_relation_size(indexrelid)) FROM pg_catalog.pg_statio_user_indexes";

    /**
     * @param first page, from 0
     * @param last page; what is behind a relation's end is left out
     */
    record Hot(String database, String schema, String name, long first, long last, double heat) {}

    WarmUpList {
        hottestFirst = List.copyOf(hottestFirst);
    }

    /** What is sent to live. */
    static List<ListedStatement> statements() {
        return Stream.of(statementsOfCache(), statementsOfFiles(), statementsOfUse())
                .flatMap(List::stream)
                .toList();
    }

    /** To one database after the other, in order; not with {@code from: statistics}. */
    static List<ListedStatement> statementsOfCache() {
        return List.of(
                ListedStatement.inEach(INSTALLED).when("until pg_buffercache is found"),
                ListedStatement.inEach(CACHED.formatted("<schema of the extension>"))
                        .when("where pg_buffercache is installed"));
    }

    /** Behind {@link #statementsOfCache}. */
    static List<ListedStatement> statementsOfFiles() {
        return List.of(ListedStatement.inEach(FILES).when("where pg_buffercache is installed in some database"));
    }

    /** Behind {@link #statementsOfCache}. */
    static List<ListedStatement> statementsOfUse() {
        return List.of(ListedStatement.inEach(USED).when("where it is in none, or with `from: statistics`"));
    }

    /** @param live read only */
    static WarmUpList of(Access live, List<String> databases, boolean statistics) {
        JdbcServer server = new JdbcServer(live, LivePublication.askedIn());
        Optional<List<Hot>> cached = statistics ? Optional.empty() : cached(server, databases);
        return cached.map(hot -> new WarmUpList("live_cache", sorted(hot)))
                .orElseGet(() -> new WarmUpList("statistics", sorted(used(server, databases))));
    }

    private static List<Hot> sorted(List<Hot> hot) {
        return hot.stream()
                .filter(one -> one.heat() > 0)
                .sorted(Comparator.comparingDouble(Hot::heat).reversed())
                .toList();
    }

    /** The view of any one database shows the memory of all. */
    private static Optional<List<Hot>> cached(JdbcServer server, List<String> databases) {
        for (String database : databases) {
            try (Session session = server.open(database)) {
                List<Row> installed = session.query(INSTALLED);
                if (!installed.isEmpty()) {
                    return Optional.of(named(
                            server,
                            databases,
                            session.query(CACHED.formatted(installed.get(0).text("schema")))));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Hot> named(JdbcServer server, List<String> databases, List<Row> parts) {
        List<Hot> hot = new ArrayList<>();
        for (String database : databases) {
            Map<Long, Row> files = new HashMap<>();
            try (Session session = server.open(database)) {
                session.query(FILES).stream()
                        .filter(row -> row.optional("file").isPresent())
                        .forEach(row -> files.put(row.number("file"), row));
            }
            for (Row part : parts) {
                Row file = files.get(part.number("file"));
                if (file != null && part.text("database").equals(database)) {
                    long first = part.number("part") * CHUNK;
                    hot.add(new Hot(
                            database,
                            file.text("schema"),
                            file.text("name"),
                            first,
                            first + CHUNK - 1,
                            part.number("heat")));
                }
            }
        }
        return hot;
    }

    private static List<Hot> used(JdbcServer server, List<String> databases) {
        List<Hot> hot = new ArrayList<>();
        for (String database : databases) {
            try (Session session = server.open(database)) {
                session.query(USED)
                        .forEach(row -> hot.add(new Hot(
                                database,
                                row.text("schema"),
                                row.text("name"),
                                0,
                                Long.MAX_VALUE,
                                Double.parseDouble(row.text("heat")))));
            }
        }
        return hot;
    }
}
