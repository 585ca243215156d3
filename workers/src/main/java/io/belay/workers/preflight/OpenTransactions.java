package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.List;
import java.util.Optional;

/**
 * Transactions that are open for long: making a slot waits for each that has written, and holding clients waits for each of a client.
 * Nobody's transactions are in a copy.
 */
final class OpenTransactions implements FindingFamily {

    /** Far above what a hold or the making of a slot should wait, far below what is usual for reports. */
    static final long LONG_SECONDS = 60;

    @Override
    public String title() {
        return "transactions that are open for long";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.OPEN_TRANSACTIONS.inFirst());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.inFirst(PromotionStatement.OPEN_TRANSACTIONS).stream()
                .flatMap(row -> judge(row, LONG_SECONDS).stream())
                .toList();
    }

    static Optional<Finding> judge(Row row, long longSeconds) {
        long seconds = row.number("seconds");
        if (seconds < longSeconds) {
            return Optional.empty();
        }
        String waits =
                row.isTrue("writes") ? "making a slot waits for it, and so does the hold" : "the hold waits for it";
        return Optional.of(Finding.warning(
                        PreflightErrors.LONG_TRANSACTION,
                        row.text("database") + ": process " + row.text("pid"),
                        "a transaction of `" + row.text("role") + "` in `" + row.text("database") + "` is open for "
                                + seconds + "s: " + waits + ". Let its application end it")
                .withEvidence(List.of("state " + row.text("state") + ", application_name `" + row.text("application")
                        + "`, process " + row.text("pid"))));
    }
}
