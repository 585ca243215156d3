package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Unique keys over text, for the way back: each side orders and compares by the libraries that its own major was built with. Where a
 * collation takes different texts for equal, new can let in two rows of which old refuses one; elsewhere texts are equal byte by byte
 * on both sides, and only their order differs.
 */
final class TextKeys implements FindingFamily {

    private static final int NAMED = 10;

    @Override
    public String title() {
        return "unique keys over text";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.TEXT_KEYS.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.inEach(PromotionStatement.TEXT_KEYS, TextKeys::findings);
    }

    static List<Finding> findings(String database, List<Row> rows) {
        List<Finding> found = new ArrayList<>();
        List<String> strict = new ArrayList<>();
        for (Row row : rows) {
            if (row.isTrue("loose")) {
                found.add(loose(database, row));
            } else {
                strict.add(
                        row.text("index_name") + " of " + row.text("relation") + " (" + row.text("collations") + ")");
            }
        }
        if (!strict.isEmpty()) {
            found.add(Finding.note(
                            PreflightErrors.TEXT_KEYS,
                            database + ": unique keys over text",
                            "`" + database + "` has " + strict.size()
                                    + (strict.size() == 1 ? " unique key" : " unique keys")
                                    + " over text: old and new order texts"
                                    + " by their own libraries, and take the same texts for equal")
                    .withEvidence(strict.subList(0, Math.min(NAMED, strict.size()))));
        }
        return found;
    }

    private static Finding loose(String database, Row row) {
        return Finding.warning(
                PreflightErrors.TEXT_KEYS,
                database + ": " + row.text("index_name"),
                "unique index `" + row.text("index_name") + "` of `" + row.text("relation")
                        + "` takes different texts for"
                        + " equal (collation " + row.text("collations")
                        + "); where old's library is stricter than new's,"
                        + " a row that new let in stops the way back");
    }
}
