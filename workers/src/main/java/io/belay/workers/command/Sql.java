package io.belay.workers.command;

/** Quoting of names and texts in SQL that people are shown and servers run. */
public final class Sql {

    private Sql() {}

    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    public static String name(String schema, String object) {
        return name(schema) + "." + name(object);
    }

    /** With {@code standard_conforming_strings} on or off alike. */
    public static String text(String value) {
        String quoted = "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
        return value.contains("\\") ? "E" + quoted : quoted;
    }
}
