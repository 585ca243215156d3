package io.belay.workers.verify;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of every table of a database on both sides, exactly. Partitioned tables are counted by their leaves, parents
 * of plain inheritance by their own rows. Tables of other schemas than the system's own count, also an extension's.
 */
final class RowComparison {

    private static final String RELATIONS = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, c.relkind, c.relpersistence,
                   c.relispopulated, greatest(c.relpages, 0) AS pages, coalesce(e.extname, '') AS extension
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                    AND d.objsubid = 0 AND d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::regclass
              LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
             WHERE c.relkind IN ('r', 'm', 'f')
               AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
             ORDER BY 1""";

    private static final String FOREIGN = "f";
    private static final String MATERIALIZED = "m";

    private final FrozenPair pair;
    private final Parallel parallel;

    RowComparison(FrozenPair pair, Parallel parallel) {
        this.pair = pair;
        this.parallel = parallel;
    }

    Comparison compare(String database, ExtensionComparison extensions, Session old, Session upgraded) {
        Map<String, Row> left = relations(old);
        Map<String, Row> right = relations(upgraded);
        List<Row> both = left.values().stream()
                .filter(row -> right.containsKey(row.text("relation")) && isCounted(row))
                .filter(row -> isCounted(right.getOrDefault(row.text("relation"), row)))
                .sorted(Comparator.comparingLong((Row row) -> row.number("pages"))
                        .reversed())
                .toList();
        Comparison counted = count(database, both, extensions);
        return counted.and(notCounted(database, left, right, extensions));
    }

    /** What is sent to each side, in order. */
    static List<ListedStatement> statements() {
        return List.of(
                ListedStatement.inEach(RELATIONS),
                ListedStatement.inEach(counting("<relation>")).when("for each table and materialized view"));
    }

    private static Map<String, Row> relations(Session session) {
        Map<String, Row> byName = new LinkedHashMap<>();
        session.query(RELATIONS).forEach(row -> byName.put(row.text("relation"), row));
        return byName;
    }

    private static boolean isCounted(Row row) {
        return !row.text("relkind").equals(FOREIGN) && row.isTrue("relispopulated");
    }

    /** Largest first, so that no thread is left with a large one at the end. */
    private Comparison count(String database, List<Row> tables, ExtensionComparison extensions) {
        Queue<Row> queue = new ConcurrentLinkedQueue<>(tables);
        List<Callable<Comparison>> workers = IntStream.range(0, Math.min(pair.jobs(), tables.size()))
                .mapToObj(i -> (Callable<Comparison>) () -> drain(database, queue, extensions))
                .toList();
        return parallel.run(workers).stream().reduce(Comparison.NOTHING, Comparison::and);
    }

    private Comparison drain(String database, Queue<Row> queue, ExtensionComparison extensions) {
        Comparison all = Comparison.NOTHING;
        try (Session old = pair.old().server().open(database);
                Session upgraded = pair.upgraded().server().open(database)) {
            for (Row table = queue.poll();
                    table != null && !Thread.currentThread().isInterrupted();
                    table = queue.poll()) {
                long left = rows(old, table);
                long right = rows(upgraded, table);
                all = all.and(judge(database, table, left, right, extensions));
            }
        }
        return all;
    }

    private static long rows(Session session, Row table) {
        return session.query(counting(table.text("relation"))).get(0).number("rows");
    }

    private static String counting(String relation) {
        return "SELECT count(*) AS rows FROM ONLY " + relation;
    }

    private static Comparison judge(String database, Row table, long left, long right, ExtensionComparison extensions) {
        String relation = table.text("relation");
        Map<String, Long> figures = Map.of("tables", 1L, "rows", left);
        if (left == right) {
            return new Comparison(List.of(), List.of(), figures);
        }
        if (extensions.isUpdated(table.text("extension"))) {
            String note = database + ": " + relation + " of extension " + table.text("extension") + " had " + left
                    + " rows and has " + right + " since its update";
            return new Comparison(List.of(), List.of(note), figures);
        }
        Difference difference =
                new Difference(Difference.Kind.ROWS, database, relation, left + " rows", right + " rows");
        return new Comparison(List.of(difference), List.of(), figures);
    }

    private static Comparison notCounted(
            String database, Map<String, Row> left, Map<String, Row> right, ExtensionComparison extensions) {
        List<Difference> found = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            Row ofOld = left.get(name);
            Row ofNew = right.get(name);
            Row any = ofOld == null ? ofNew : ofOld;
            boolean ofUpdated = any != null && extensions.isUpdated(any.text("extension"));
            if (!ofUpdated && (ofOld == null || ofNew == null)) {
                found.add(new Difference(Difference.Kind.ROWS, database, name, words(ofOld), words(ofNew)));
            } else if (ofOld != null
                    && ofNew != null
                    && ofOld.isTrue("relispopulated") != ofNew.isTrue("relispopulated")) {
                found.add(new Difference(Difference.Kind.ROWS, database, name, populated(ofOld), populated(ofNew)));
            }
        }
        return new Comparison(found, notes(database, left), Map.of());
    }

    private static List<String> notes(String database, Map<String, Row> left) {
        Stream<String> foreign = note(
                database,
                left.values().stream()
                        .filter(row -> row.text("relkind").equals(FOREIGN))
                        .toList(),
                "foreign tables were not counted, their rows lie elsewhere");
        Stream<String> empty = note(
                database,
                left.values().stream()
                        .filter(row -> row.text("relkind").equals(MATERIALIZED) && !row.isTrue("relispopulated"))
                        .toList(),
                "materialized views were not counted, they had never been filled");
        Stream<String> unlogged = note(
                database,
                left.values().stream()
                        .filter(row -> row.text("relpersistence").equals("u"))
                        .toList(),
                "unlogged tables were counted as recovery left them in the snapshot: empty, unless live was stopped");
        return Stream.of(foreign, empty, unlogged).flatMap(notes -> notes).toList();
    }

    private static Stream<String> note(String database, List<Row> rows, String what) {
        if (rows.isEmpty()) {
            return Stream.empty();
        }
        String names = String.join(
                ", ", rows.stream().limit(5).map(row -> row.text("relation")).toList());
        return Stream.of(
                database + ": " + rows.size() + " " + what + " (" + names + (rows.size() > 5 ? ", ..." : "") + ")");
    }

    private static String words(@Nullable Row row) {
        return row == null ? "" : "a relation of kind " + row.text("relkind");
    }

    private static String populated(Row row) {
        return row.isTrue("relispopulated") ? "filled" : "never filled";
    }
}
