package io.belay.workers.verify;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.SequenceStates;
import io.belay.workers.postgres.SequenceStates.State;
import io.belay.workers.postgres.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares every sequence exactly: where it stands, how it counts, which column owns it if any. */
final class SequenceComparison {

    private static final String SEQUENCES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS sequence,
                   quote_literal(quote_ident(n.nspname) || '.' || quote_ident(c.relname)) AS literal,
                   concat_ws(' ', 'as', s.seqtypid::regtype, 'start', s.seqstart, 'increment', s.seqincrement,
                             'between', s.seqmin, 'and', s.seqmax, 'cache', s.seqcache,
                             CASE WHEN s.seqcycle THEN 'cycle' END) AS definition,
                   coalesce((SELECT quote_ident(tn.nspname) || '.' || quote_ident(t.relname) || '.' || quote_ident(a.attname)
                               FROM pg_catalog.pg_depend d
                               JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
                               JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
                              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
                              ORDER BY 1 LIMIT 1), 'nothing') AS owner
              FROM pg_catalog.pg_sequence s
              JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
             ORDER BY 1""";

    /** A sequence is read like a table; so many in one statement keep round trips few and the parser's work small. */
    private static final int PER_STATEMENT = 200;

    private SequenceComparison() {}

    static Comparison compare(String database, Session old, Session upgraded) {
        Map<String, String> left = read(old);
        Map<String, String> right = read(upgraded);
        return new Comparison(differences(database, left, right), List.of(), Map.of("sequences", (long) left.size()));
    }

    /** What is sent to each side, in order. */
    static List<ListedStatement> statements() {
        return List.of(
                ListedStatement.inEach(SEQUENCES),
                ListedStatement.inEach(SequenceStates.sql("'<sequence>'", "<sequence>"))
                        .when("for all sequences, " + PER_STATEMENT + " in one statement, between them UNION ALL"));
    }

    static List<Difference> differences(String database, Map<String, String> left, Map<String, String> right) {
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .filter(name -> !Optional.ofNullable(left.get(name)).equals(Optional.ofNullable(right.get(name))))
                .map(name -> new Difference(
                        Difference.Kind.SEQUENCE,
                        database,
                        name,
                        left.getOrDefault(name, ""),
                        right.getOrDefault(name, "")))
                .toList();
    }

    private static Map<String, String> read(Session session) {
        List<Row> sequences = session.query(SEQUENCES);
        Map<String, String> names = new LinkedHashMap<>();
        sequences.forEach(row -> names.put(row.text("literal"), row.text("sequence")));
        Map<String, State> values = SequenceStates.read(session, names, PER_STATEMENT);
        Map<String, String> states = new TreeMap<>();
        sequences.forEach(row -> states.put(
                row.text("sequence"),
                words(Optional.ofNullable(values.get(row.text("sequence")))) + ", " + row.text("definition")
                        + ", owned by " + row.text("owner")));
        return states;
    }

    private static String words(Optional<State> found) {
        return found.map(state -> "at " + state.last() + (state.called() ? " (used)" : " (not used yet)"))
                .orElse("");
    }
}
