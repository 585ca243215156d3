package io.belay.workers.verify;

import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares {@link CatalogFact}s and indexes that are not valid. Stateless. */
final class CatalogComparison {

    /** Indexes of user tables that a query must not use; {@code pg_dump} leaves them out. */
    static final String INVALID_INDEXES = """
            SELECT i.indexrelid::regclass::text AS object, 'invalid' AS value
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT i.indisvalid AND n.nspname NOT LIKE 'pg\\_%'""";

    private CatalogComparison() {}

    static Comparison compare(CatalogFact.Scope scope, String database, Session old, Session upgraded, int oldMajor) {
        List<Difference> found = new ArrayList<>();
        long compared = 0;
        for (CatalogFact fact : facts(scope, oldMajor)) {
            Map<String, String> left = read(old, fact.sql());
            found.addAll(differences(fact, database, left, read(upgraded, fact.sql())));
            compared += left.size();
        }
        Comparison facts = new Comparison(found, List.of(), Map.of("facts", compared));
        return scope == CatalogFact.Scope.CLUSTER ? facts : facts.and(invalidIndexes(database, old, upgraded));
    }

    /** What is sent to each side, in order. */
    static List<String> statements(CatalogFact.Scope scope, int oldMajor) {
        Stream<String> facts = facts(scope, oldMajor).stream().map(CatalogFact::sql);
        return Stream.concat(facts, scope == CatalogFact.Scope.CLUSTER ? Stream.empty() : Stream.of(INVALID_INDEXES))
                .toList();
    }

    private static List<CatalogFact> facts(CatalogFact.Scope scope, int oldMajor) {
        return Stream.of(CatalogFact.values())
                .filter(fact -> fact.scope() == scope && oldMajor >= fact.since())
                .toList();
    }

    static List<Difference> differences(
            CatalogFact fact, String database, Map<String, String> left, Map<String, String> right) {
        Set<String> objects = new LinkedHashSet<>(left.keySet());
        objects.addAll(right.keySet());
        String place = fact.scope() == CatalogFact.Scope.CLUSTER ? "" : database;
        List<Difference> found = new ArrayList<>();
        for (String object : objects) {
            String ofOld = left.getOrDefault(object, "");
            String ofNew = right.getOrDefault(object, "");
            boolean same = left.containsKey(object) == right.containsKey(object) && ofOld.equals(ofNew);
            if (!same) {
                found.add(new Difference(
                        fact.kind(),
                        place,
                        object,
                        fact.mayBeShown() ? ofOld : hidden(left, object),
                        fact.mayBeShown() ? ofNew : hidden(right, object)));
            }
        }
        return found;
    }

    private static String hidden(Map<String, String> side, String object) {
        return side.containsKey(object) ? "(not shown)" : "";
    }

    /** An index that was not valid before is not carried over: worth a word, not a failure. */
    private static Comparison invalidIndexes(String database, Session old, Session upgraded) {
        Set<String> before = read(old, INVALID_INDEXES).keySet();
        Set<String> after = read(upgraded, INVALID_INDEXES).keySet();
        List<Difference> found = after.stream()
                .filter(index -> !before.contains(index))
                .map(index -> new Difference(Difference.Kind.CATALOG, database, "INDEX " + index, "valid", "invalid"))
                .toList();
        List<String> notes = before.stream()
                .filter(index -> !after.contains(index))
                .map(index ->
                        database + ": index " + index + " was invalid in old, so pg_upgrade did not carry it over")
                .toList();
        return new Comparison(found, notes, Map.of());
    }

    private static Map<String, String> read(Session session, String sql) {
        Map<String, String> pairs = new TreeMap<>();
        session.query(sql)
                .forEach(row -> pairs.merge(
                        row.text("object"), row.optional("value").orElse(""), (one, another) -> one + "; " + another));
        return pairs;
    }
}
