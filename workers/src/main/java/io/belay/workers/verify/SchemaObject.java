package io.belay.workers.verify;

import java.util.List;
import java.util.Set;

/**
 * One object of a schema as {@code pg_dump} writes it. Immutable.
 *
 * @param type {@code TABLE}, {@code INDEX}, {@code ACL}, ...
 * @param schema empty when it lies in none
 * @param name with argument types for functions, with the table for triggers, policies and rules
 * @param lines its statements, blank lines left out
 */
record SchemaObject(String type, String schema, String name, List<String> lines) {

    /** Their options hold passwords, so that their text must not be shown. */
    private static final Set<String> SECRETIVE =
            Set.of("USER MAPPING", "SERVER", "FOREIGN DATA WRAPPER", "SUBSCRIPTION");

    SchemaObject {
        lines = List.copyOf(lines);
    }

    /** What makes it the same object on both sides, readable. */
    String key() {
        return type + " " + (schema.isEmpty() ? "" : schema + ".") + name;
    }

    boolean mayBeShown() {
        return !SECRETIVE.contains(type);
    }

    /**
     * Grants are a set: in which order they were given has no meaning, and a restore may turn it. Everything else is compared
     * in order, because the order of columns is part of a table.
     */
    boolean meansTheSameAs(SchemaObject other) {
        boolean isSet = type.equals("ACL") || type.equals("DEFAULT ACL");
        return isSet
                ? lines.stream()
                        .sorted()
                        .toList()
                        .equals(other.lines.stream().sorted().toList())
                : lines.equals(other.lines);
    }
}
