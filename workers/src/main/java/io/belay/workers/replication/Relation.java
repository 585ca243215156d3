package io.belay.workers.replication;

import io.belay.workers.command.Sql;

/** A table by its two names, unquoted: majors differ in which words they quote. Immutable. */
public record Relation(String schema, String name) implements Comparable<Relation> {

    /** As SQL needs it. */
    public String quoted() {
        return Sql.name(schema, name);
    }

    @Override
    public int compareTo(Relation other) {
        int schemas = schema.compareTo(other.schema);
        return schemas != 0 ? schemas : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
