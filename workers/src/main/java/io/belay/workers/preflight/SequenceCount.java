package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import java.util.List;
import java.util.Locale;

/** How many sequences there are: their values do not flow, so each is compared while clients are held. */
final class SequenceCount implements FindingFamily {

    /** Measured with 10,020 of them in two databases, on two busy cores: 45 to 75 ms, and 4 ms with 20. */
    private static final double MILLISECONDS_EACH = 0.0075;

    private static final double MILLISECONDS_AT_LEAST = 4;

    @Override
    public String title() {
        return "sequences";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.SEQUENCES.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.inEach(
                PromotionStatement.SEQUENCES,
                (database, rows) -> rows.stream()
                        .filter(row -> row.number("sequences") > 0)
                        .map(row -> finding(database, row.number("sequences")))
                        .toList());
    }

    static Finding finding(String database, long sequences) {
        double milliseconds = MILLISECONDS_AT_LEAST + MILLISECONDS_EACH * sequences;
        return Finding.note(
                PreflightErrors.SEQUENCES,
                database + ": sequences",
                "`" + database + "` has " + sequences + (sequences == 1 ? " sequence" : " sequences")
                        + ", whose values are compared while clients are held: expect about "
                        + String.format(Locale.ROOT, "%.0f ms of the hold", milliseconds));
    }
}
