package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Large objects: PostgreSQL does not decode their changes, so none of them flows. An offline promotion without a way back carries
 * them.
 */
final class LargeObjects implements FindingFamily {

    private static final String SUFFIX = "_bytes";

    @Override
    public String title() {
        return "large objects";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.LARGE_OBJECTS.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.inEach(
                PromotionStatement.LARGE_OBJECTS,
                (database, rows) -> findings(database, rows, context.promotion().kind()));
    }

    /** One for the database, and one for each column that is made for them. */
    static List<Finding> findings(String database, List<Row> rows, Promotion promotion) {
        List<Finding> found = new ArrayList<>();
        if (rows.isEmpty()) {
            return found;
        }
        Row first = rows.get(0);
        found.add(Finding.blocker(
                        PreflightErrors.LARGE_OBJECTS,
                        database + ": large objects",
                        "database `" + database + "` has " + first.text("objects") + " large objects ("
                                + TableFacts.size(first.number("bytes"))
                                + "), whose changes do not flow; " + instead(promotion))
                .withEvidence(rows.stream()
                        .filter(row -> !row.text("column_name").isEmpty())
                        .map(row -> column(row) + " (" + row.text("type") + ") may refer to them")
                        .toList()));
        rows.stream()
                .filter(row -> row.isTrue("is_domain"))
                .map(row -> ofColumn(database, row))
                .forEach(found::add);
        return found;
    }

    private static String instead(Promotion promotion) {
        return promotion.online()
                ? "move them into columns, or promote offline without a way back"
                : "move them into columns, or write `way_back: none`";
    }

    private static String column(Row row) {
        return row.text("relation") + "." + row.text("column_name");
    }

    /** Only copied: dropping the old column is the application's moment. */
    private static Finding ofColumn(String database, Row row) {
        String relation = row.text("relation");
        String column = row.text("column_name");
        String bytes = beside(column);
        return Finding.blocker(
                        PreflightErrors.LARGE_OBJECTS,
                        database + ": " + column(row),
                        "`" + column(row) + "` refers to large objects, which do not flow; behind the remedy let the"
                                + " application use `" + bytes + "`, drop `" + column
                                + "` with its triggers, and remove the objects with `vacuumlo`")
                .withEvidence(List.of("the remedy copies the objects into the table; values up to 1 GiB"))
                .withRemedy(
                        "ALTER TABLE " + relation + " ADD COLUMN " + bytes + " bytea;\nUPDATE " + relation + " SET "
                                + bytes + " = lo_get(" + column + ") WHERE " + column + " IS NOT NULL;",
                        "ALTER TABLE " + relation + " DROP COLUMN " + bytes + ";");
    }

    private static String beside(String column) {
        return column.endsWith("\"") ? column.substring(0, column.length() - 1) + SUFFIX + "\"" : column + SUFFIX;
    }
}
