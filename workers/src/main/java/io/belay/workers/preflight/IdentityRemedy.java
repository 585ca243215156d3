package io.belay.workers.preflight;

/**
 * What gives a table an identity, cheapest first: a unique index that is there already; whole rows, where each column can be compared
 * and reading the table for one row is bearable; a key of its own; a person's choice. Pure.
 */
enum IdentityRemedy {
    INDEX,
    WHOLE_ROWS,
    KEY,
    PERSON;

    private static final String COLUMN = "row_key";

    static IdentityRemedy of(TableFacts table) {
        if (!table.uniqueIndex().isEmpty()) {
            return INDEX;
        }
        boolean bearable = table.bytes() < TableFacts.MANY_BYTES || table.changes() == 0;
        boolean comparable = table.withoutEquality().isEmpty();
        if (comparable && !table.identity().equals("f") && (bearable || !mayHaveKey(table))) {
            return WHOLE_ROWS;
        }
        return mayHaveKey(table) ? KEY : PERSON;
    }

    /** A partition's columns are its parent's; a primary key that cannot serve is in the way of another. */
    private static boolean mayHaveKey(TableFacts table) {
        return table.partitionOf().isEmpty() && !table.hasPrimaryKey();
    }

    String sql(TableFacts table) {
        String alter = alter(table);
        return switch (this) {
            case INDEX -> alter + " REPLICA IDENTITY USING INDEX " + table.uniqueIndex() + ";";
            case WHOLE_ROWS -> alter + " REPLICA IDENTITY FULL;";
            case KEY ->
                alter + " ADD COLUMN " + COLUMN + " bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;"
                        + (table.identity().equals("d") ? "" : "\n" + alter + " REPLICA IDENTITY DEFAULT;");
            case PERSON -> "";
        };
    }

    String undo(TableFacts table) {
        String former = alter(table) + " REPLICA IDENTITY " + former(table.identity()) + ";";
        return switch (this) {
            case INDEX, WHOLE_ROWS -> former;
            case KEY ->
                (table.identity().equals("d") ? "" : former + "\n") + alter(table) + " DROP COLUMN " + COLUMN + ";";
            case PERSON -> "";
        };
    }

    /** What the remedy costs, for the end of a sentence. */
    String cost(TableFacts table) {
        return switch (this) {
            case INDEX ->
                "declaring its index `" + table.uniqueIndex()
                        + "` takes an exclusive lock for a moment, and nothing later";
            case WHOLE_ROWS ->
                "declaring whole rows takes an exclusive lock for a moment; from then on each UPDATE and"
                        + " DELETE logs the former row, and the other side reads the table (" + table.size()
                        + ") to find it. A primary key is better where the application bears one";
            case KEY ->
                "a key of its own rewrites the table (" + table.size()
                        + ") under an exclusive lock, and `SELECT *` shows it";
            case PERSON ->
                "a person has to choose columns for a primary key"
                        + (table.partitionOf().isEmpty() ? "" : " of all of `" + table.partitionOf() + "`");
        };
    }

    /** An index that was dropped cannot be declared again: what it left is no identity at all. */
    private static String former(String identity) {
        return switch (identity) {
            case "d" -> "DEFAULT";
            case "f" -> "FULL";
            default -> "NOTHING";
        };
    }

    private static String alter(TableFacts table) {
        return "ALTER TABLE " + table.relation();
    }
}
