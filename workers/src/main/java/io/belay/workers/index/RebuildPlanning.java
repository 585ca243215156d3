package io.belay.workers.index;

import io.belay.workers.index.CollationSurvey.Known;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at new, and where that is asked for at old, and says what is to be rebuilt. Reads only. Stateless. */
public final class RebuildPlanning {

    private static final int DATABASE_VERSIONS_SINCE = 15;

    private RebuildPlanning() {}

    /** What is sent to old where it is compared. */
    public static List<ListedStatement> statementsToOld(int major) {
        return CollationSurvey.statements(major);
    }

    /** What is sent to new. */
    public static List<ListedStatement> statements(int major) {
        return Stream.concat(IndexSurvey.statements().stream(), CollationSurvey.statements(major).stream())
                .toList();
    }

    /** Those whose order may differ between the libraries of old and new. */
    public static Rebuild affected(String database, Server old, Server made) {
        try (Session there = made.open(database);
                Session then = old.open(database)) {
            List<FoundIndex> found = IndexSurvey.of(there);
            Set<String> used = found.stream()
                    .flatMap(index -> index.collations().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            Map<String, String> affected = AffectedCollations.between(then, old.major(), there, made.major(), used);
            Predicate<FoundIndex> wanted = index -> index.collations().stream().anyMatch(affected::containsKey);
            return Rebuild.of(database, found, wanted, affected, stale(there, made.major(), affected.keySet()));
        }
    }

    /** Every one; then nothing is left that an older version has ordered. */
    public static Rebuild all(String database, Server made) {
        try (Session there = made.open(database)) {
            List<FoundIndex> found = IndexSurvey.of(there);
            Set<String> used = found.stream()
                    .flatMap(index -> index.collations().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            return Rebuild.of(database, found, index -> true, Map.of(), stale(there, made.major(), used));
        }
    }

    public static Rebuild invalid(String database, Server made) {
        try (Session there = made.open(database)) {
            return Rebuild.of(database, IndexSurvey.of(there), index -> !index.valid(), Map.of(), Set.of());
        }
    }

    /** @param names {@code schema.name} */
    public static Rebuild named(String database, Server made, Set<String> names) {
        try (Session there = made.open(database)) {
            return Rebuild.of(
                    database, IndexSurvey.of(there), index -> names.contains(index.shown()), Map.of(), Set.of());
        }
    }

    /** Indexes that are not valid, {@code schema.name}. */
    public static List<String> invalidNow(String database, Server made) {
        try (Session there = made.open(database)) {
            return IndexSurvey.of(there).stream()
                    .filter(index -> !index.valid())
                    .map(FoundIndex::shown)
                    .toList();
        }
    }

    private static Set<String> stale(Session made, int major, Set<String> among) {
        return CollationSurvey.of(made, major).values().stream()
                .filter(Known::isStale)
                .map(Known::name)
                .filter(among::contains)
                .filter(name -> !name.equals(IndexSurvey.DEFAULT) || major >= DATABASE_VERSIONS_SINCE)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
