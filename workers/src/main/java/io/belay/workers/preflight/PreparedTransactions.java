package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.List;

/**
 * Transactions that were prepared and neither committed nor rolled back: {@code pg_upgrade} refuses a cluster that has any.
 *
 * <p>No remedy is printed as such: only the transaction manager knows which of the two it must be.
 *
 * @see <a href="https://www.postgresql.org/docs/17/view-pg-prepared-xacts.html">PostgreSQL 17, pg_prepared_xacts</a>
 */
final class PreparedTransactions implements FindingFamily {

    @Override
    public String title() {
        return "prepared transactions";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PreflightStatement.PREPARED_TRANSACTIONS.inFirst());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        if (context.databases().isEmpty()) {
            return List.of();
        }
        try (Session session = context.server().open(context.databases().get(0))) {
            return session.query(PreflightStatement.PREPARED_TRANSACTIONS.sql()).stream()
                    .map(PreparedTransactions::finding)
                    .toList();
        }
    }

    private static Finding finding(Row row) {
        String literal = row.text("literal");
        String database = row.text("database");
        return Finding.blocker(
                        PreflightErrors.PREPARED_TRANSACTION,
                        database + ": " + row.text("gid"),
                        "a prepared transaction waits in `" + database
                                + "`, and `pg_upgrade` refuses a cluster with one;"
                                + " its transaction manager says whether `COMMIT PREPARED " + literal
                                + "` or `ROLLBACK PREPARED " + literal + "` is to be run in that database")
                .withEvidence(List.of("prepared " + row.text("prepared") + " by " + row.text("owner")));
    }
}
