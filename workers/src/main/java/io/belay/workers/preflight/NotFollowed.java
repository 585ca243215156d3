package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.List;

/** What the schema has and no change of a row reaches: materialized views, foreign tables, event triggers. */
final class NotFollowed implements FindingFamily {

    /** How the statement's detail ends for {@code ENABLE ALWAYS} and {@code ENABLE REPLICA}. */
    private static final String FOR_REPLICATION = ", for replication too";

    @Override
    public String title() {
        return "what does not flow";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.NOT_FOLLOWED.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        Promotion promotion = context.promotion().kind();
        return context.inEach(
                PromotionStatement.NOT_FOLLOWED,
                (database, rows) -> rows.stream()
                        .map(row -> finding(database, row, promotion))
                        .toList());
    }

    static Finding finding(String database, Row row, Promotion promotion) {
        String name = row.text("name");
        String object = database + ": " + name;
        return switch (row.text("kind")) {
            case "materialized view" -> materializedView(object, name, promotion);
            case "foreign table" ->
                Finding.note(
                        PreflightErrors.FOREIGN_TABLE,
                        object,
                        "foreign table `" + name
                                + "` keeps its rows elsewhere: they do not flow, and both sides reach the same"
                                + " ones, if new may");
            default -> eventTrigger(object, name, row.text("detail"));
        };
    }

    /** Where rows are applied Belay's sessions let only those fire that are enabled for replication or always. */
    private static Finding eventTrigger(String object, String name, String detail) {
        if (detail.endsWith(FOR_REPLICATION)) {
            return Finding.warning(
                            PreflightErrors.EVENT_TRIGGER,
                            object,
                            "event trigger `" + name + "` (" + detail
                                    + ") is also run by what Belay creates and drops on the side that follows: a row that it"
                                    + " writes there stops what follows")
                    .withRemedy(
                            "ALTER EVENT TRIGGER " + name + " ENABLE;",
                            "ALTER EVENT TRIGGER " + name + " ENABLE ALWAYS;");
        }
        return Finding.note(
                PreflightErrors.EVENT_TRIGGER,
                object,
                "event trigger `" + name + "` (" + detail
                        + ") is run by what Belay creates and drops for replication on live; it must not refuse that, and"
                        + " changes of the schema do not flow");
    }

    private static Finding materializedView(String object, String name, Promotion promotion) {
        String where =
                promotion.online() ? "new has it as the snapshot had it" : "old keeps what it has behind the way back";
        return Finding.warning(
                        PreflightErrors.MATERIALIZED_VIEW,
                        object,
                        "materialized view `" + name + "` does not flow: " + where
                                + "; refresh it there behind the crossing, the remedy is for then")
                .withRemedy("REFRESH MATERIALIZED VIEW " + name + ";", "");
    }
}
