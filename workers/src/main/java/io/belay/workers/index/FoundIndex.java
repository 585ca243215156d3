package io.belay.workers.index;

import io.belay.workers.command.Sql;
import java.util.List;

/**
 * An index of one database of new. Immutable.
 *
 * @param collations by which its keys are ordered, as {@code schema.name}; {@code pg_catalog.default} also when an expression or a
 *     predicate may use it
 */
record FoundIndex(String schema, String name, boolean valid, List<String> collations) {

    /** What {@code REINDEX CONCURRENTLY} leaves when it is interrupted (PostgreSQL manual, REINDEX). */
    private static final String LEFTOVER = ".*_cc(new|old)[0-9]*";

    FoundIndex {
        collations = List.copyOf(collations);
    }

    boolean isLeftover() {
        return !valid && name.matches(LEFTOVER);
    }

    String shown() {
        return schema + "." + name;
    }

    String quoted() {
        return Sql.name(schema, name);
    }
}
