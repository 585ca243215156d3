package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import java.util.List;

/**
 * Unlogged tables: nothing of them is in the log, so nothing of them flows, and a copy that was recovered from its log has them
 * empty.
 */
final class UnloggedTables implements FindingFamily {

    @Override
    public String title() {
        return "unlogged tables";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.UNLOGGED_TABLES.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.inEach(
                PromotionStatement.UNLOGGED_TABLES,
                (database, rows) -> rows.stream()
                        .map(row -> finding(
                                TableFacts.of(database, row),
                                context.promotion().kind()))
                        .toList());
    }

    static Finding finding(TableFacts table, Promotion promotion) {
        String logged = "ALTER TABLE " + table.relation() + " SET LOGGED;";
        String identity = table.usable() ? "" : "\n" + IdentityRemedy.of(table).sql(table);
        String former = table.usable() ? "" : IdentityRemedy.of(table).undo(table) + "\n";
        return Finding.warning(
                        PreflightErrors.UNLOGGED_TABLE,
                        table.object(),
                        "`" + table.relation() + "` is unlogged and will be empty behind " + promotion.words()
                                + ": accept that where the application fills it again by itself")
                .withEvidence(List.of("the remedy writes " + table.size()
                        + " into the log under an exclusive lock, and from then on logs each change"))
                .withRemedy((logged + identity).strip(), former + "ALTER TABLE " + table.relation() + " SET UNLOGGED;");
    }
}
