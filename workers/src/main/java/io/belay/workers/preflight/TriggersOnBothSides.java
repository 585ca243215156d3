package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Triggers that also fire where changes are applied ({@code ENABLE ALWAYS}, {@code ENABLE REPLICA}). What they write on live flows,
 * and they would write it once more; and they run with an empty search_path. Rules never act on applied rows, whatever they are
 * enabled for.
 */
final class TriggersOnBothSides implements FindingFamily {

    @Override
    public String title() {
        return "triggers that fire on applied rows";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.TRIGGERS.inEach(), PromotionStatement.RULES.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        List<Finding> found = new ArrayList<>();
        for (String database : context.databases()) {
            try (Session session = context.server().open(database)) {
                session.query(PromotionStatement.TRIGGERS.sql()).forEach(row -> found.add(trigger(database, row)));
                session.query(PromotionStatement.RULES.sql()).forEach(row -> found.add(rule(database, row)));
            }
        }
        return found;
    }

    static Finding trigger(String database, Row row) {
        boolean always = row.text("enabled").equals("A");
        String alter = "ALTER TABLE " + row.text("relation");
        String name = row.text("name");
        return Finding.blocker(
                        PreflightErrors.TRIGGER_FIRES_ON_BOTH_SIDES,
                        object(database, row),
                        "trigger `" + name + "` of `" + row.text("relation") + "` is enabled "
                                + (always ? "always" : "for replication")
                                + ": it fires on applied rows too, doubles what it writes, or stops what follows")
                .withEvidence(List.of(row.text("definition")))
                .withRemedy(
                        alter + (always ? " ENABLE TRIGGER " : " DISABLE TRIGGER ") + name + ";",
                        alter + (always ? " ENABLE ALWAYS TRIGGER " : " ENABLE REPLICA TRIGGER ") + name + ";");
    }

    static Finding rule(String database, Row row) {
        return Finding.note(
                PreflightErrors.RULE_FOR_REPLICATION,
                object(database, row),
                "rule `" + row.text("name") + "` of `" + row.text("relation") + "` is enabled "
                        + (row.text("enabled").equals("A") ? "always" : "for replication")
                        + ", and rules do not act on applied rows");
    }

    private static String object(String database, Row row) {
        return database + ": " + row.text("relation") + "." + row.text("name");
    }
}
