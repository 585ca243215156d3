package io.belay.workers.preflight;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.postgres.ListedStatement;
import java.util.List;
import java.util.Optional;

/**
 * Tables, partition by partition, whose changed rows could not be found on the other side. From the moment on at which everything
 * is published, the publishing side itself refuses UPDATE and DELETE on a table without replica identity: hence before.
 *
 * <p>What has been updated is counted on live only; a copy's counters begin with the copy.
 */
final class TableIdentities implements FindingFamily {

    @Override
    public String title() {
        return "tables without replica identity";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.TABLE_IDENTITIES.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        boolean counted = context.promotion().onLive();
        return context.inEach(
                PromotionStatement.TABLE_IDENTITIES,
                (database, rows) -> rows.stream()
                        .map(row -> TableFacts.of(database, row))
                        .flatMap(table -> judge(table, counted).stream())
                        .toList());
    }

    /** @param counted whether the counters are live's */
    static Optional<Finding> judge(TableFacts table, boolean counted) {
        return table.usable() ? ofWholeRows(table, counted) : Optional.of(without(table, counted));
    }

    private static Finding without(TableFacts table, boolean counted) {
        return finding(
                PreflightErrors.TABLE_WITHOUT_IDENTITY,
                table,
                "`" + table.relation() + "` has no usable replica identity: " + changes(table, counted)
                        + " as soon as it is published",
                counted);
    }

    private static String changes(TableFacts table, boolean counted) {
        if (!counted) {
            return "UPDATE and DELETE fail";
        }
        return table.changes() > 0
                ? "its UPDATEs and DELETEs fail"
                : "none of its rows was updated or deleted so far, but the first time fails";
    }

    private static Optional<Finding> ofWholeRows(TableFacts table, boolean counted) {
        if (!table.withoutEquality().isEmpty()) {
            return Optional.of(finding(
                    PreflightErrors.WHOLE_ROW_IDENTITY,
                    table,
                    "`" + table.relation() + "` is identified by its whole rows, of which `" + table.withoutEquality()
                            + "` cannot be compared: an UPDATE or DELETE stops what follows",
                    counted));
        }
        if (table.bytes() < TableFacts.MANY_BYTES || (counted && table.changes() == 0)) {
            return Optional.empty();
        }
        String statement = "`" + table.relation() + "` is identified by its whole rows: to find one that was updated or"
                + " deleted, the other side reads up to " + table.size();
        return Optional.of(remedied(
                Finding.warning(PreflightErrors.WHOLE_ROW_IDENTITY, table.object(), statement), table, counted));
    }

    private static Finding finding(ErrorCode code, TableFacts table, String statement, boolean counted) {
        return remedied(
                counted && table.changes() > 0
                        ? Finding.blocker(code, table.object(), statement)
                        : Finding.warning(code, table.object(), statement),
                table,
                counted);
    }

    private static Finding remedied(Finding finding, TableFacts table, boolean counted) {
        IdentityRemedy remedy = IdentityRemedy.of(table);
        List<String> seen = table.seen(counted);
        seen.add("the remedy: " + remedy.cost(table));
        return finding.withEvidence(seen).withRemedy(remedy.sql(table), remedy.undo(table));
    }
}
