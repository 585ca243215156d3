package io.belay.workers.index;

import io.belay.workers.command.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is to be done in one database. Immutable.
 *
 * @param indexes to be rebuilt, {@code schema.name}, largest first
 * @param dropped leftovers of rebuilds that were interrupted
 * @param statements in order; versions are refreshed only behind all that was ordered by them
 * @param reasons one line each, for the evidence
 */
public record Rebuild(
        String database, List<String> indexes, List<String> dropped, List<String> statements, List<String> reasons) {

    public Rebuild {
        indexes = List.copyOf(indexes);
        dropped = List.copyOf(dropped);
        statements = List.copyOf(statements);
        reasons = List.copyOf(reasons);
    }

    /**
     * @param wanted of those that are no leftovers
     * @param affected collations with their reasons; their versions are refreshed at the end
     * @param refreshed collations whose every index is among the wanted
     */
    static Rebuild of(
            String database,
            List<FoundIndex> found,
            Predicate<FoundIndex> wanted,
            Map<String, String> affected,
            Set<String> refreshed) {
        List<FoundIndex> rebuilt = found.stream()
                .filter(index -> !index.isLeftover())
                .filter(wanted)
                .toList();
        List<FoundIndex> leftovers =
                found.stream().filter(FoundIndex::isLeftover).toList();
        List<String> statements = new ArrayList<>();
        leftovers.forEach(index -> statements.add("DROP INDEX " + index.quoted()));
        rebuilt.forEach(index -> statements.add("REINDEX INDEX " + index.quoted()));
        refreshed.forEach(name -> statements.add(refresh(database, name)));
        List<String> reasons = new ArrayList<>();
        affected.forEach((name, why) -> reasons.add(database + ": collation " + name + ": " + why));
        rebuilt.forEach(index -> reasons.add(database + ": index " + index.shown()));
        return new Rebuild(
                database,
                rebuilt.stream().map(FoundIndex::shown).toList(),
                leftovers.stream().map(FoundIndex::shown).toList(),
                statements,
                reasons);
    }

    private static String refresh(String database, String collation) {
        int dot = collation.indexOf('.');
        return collation.equals(IndexSurvey.DEFAULT)
                ? "ALTER DATABASE " + Sql.name(database) + " REFRESH COLLATION VERSION"
                : "ALTER COLLATION " + Sql.name(collation.substring(0, dot), collation.substring(dot + 1))
                        + " REFRESH VERSION";
    }

    public String script() {
        return String.join(";\n", statements) + ";\n";
    }
}
