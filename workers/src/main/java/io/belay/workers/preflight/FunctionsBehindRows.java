package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.List;

/**
 * Functions that each written row calls (indexes on expressions, checks, generated columns) and whose text is read at that moment:
 * where changes are applied, search_path is empty, and a name without its schema is not found. Whether a body has such names cannot
 * be known; a fixed search_path ends the question.
 */
final class FunctionsBehindRows implements FindingFamily {

    @Override
    public String title() {
        return "functions behind indexes, checks and generated columns";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.FUNCTIONS_BEHIND_ROWS.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.inEach(
                PromotionStatement.FUNCTIONS_BEHIND_ROWS,
                (database, rows) ->
                        rows.stream().map(row -> finding(database, row)).toList());
    }

    static Finding finding(String database, Row row) {
        String function = row.text("function");
        String home = row.text("home");
        String path = home.equals("public") ? home : home + ", public";
        return Finding.warning(
                        PreflightErrors.FUNCTION_NEEDS_SEARCH_PATH,
                        database + ": " + function,
                        "function `" + function
                                + "` has no search_path of its own, and applied rows call it with an empty"
                                + " one; if its text names anything without a schema, what follows stops there")
                .withEvidence(List.of(
                        "called by " + row.text("places"),
                        "language " + row.text("language") + "; one in SQL is no longer inlined behind the remedy"))
                .withRemedy(
                        "ALTER FUNCTION " + function + " SET search_path = " + path + ", pg_temp;",
                        "ALTER FUNCTION " + function + " RESET search_path;");
    }
}
