package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Other consumers of live's changes, and others whose changes live takes in. None of them moves to new with the clients; only
 * publications are carried over, being part of the schema.
 */
final class OtherReplication implements FindingFamily {

    @Override
    public String title() {
        return "other publications, subscriptions and slots";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(
                PromotionStatement.LOGICAL_SLOTS.inFirst(),
                PromotionStatement.SUBSCRIPTIONS.inFirst(),
                PromotionStatement.PUBLICATIONS.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        List<Finding> found = new ArrayList<>();
        context.inFirst(PromotionStatement.LOGICAL_SLOTS).stream()
                .map(OtherReplication::slot)
                .forEach(found::add);
        context.inFirst(PromotionStatement.SUBSCRIPTIONS).stream()
                .map(OtherReplication::subscription)
                .forEach(found::add);
        found.addAll(context.inEach(
                PromotionStatement.PUBLICATIONS,
                (database, rows) ->
                        rows.stream().map(row -> publication(database, row)).toList()));
        return found;
    }

    static Finding slot(Row row) {
        return Finding.warning(
                        PreflightErrors.OTHER_CONSUMER,
                        "slot " + row.text("slot_name"),
                        "logical slot `" + row.text("slot_name") + "` (" + row.text("plugin") + ", database `"
                                + row.text("database")
                                + "`) does not move to new: plan how its consumer begins anew there,"
                                + " before clients write to new")
                .withEvidence(
                        List.of(row.isTrue("active") ? "its consumer is connected" : "nobody is connected to it"));
    }

    static Finding subscription(Row row) {
        return Finding.warning(
                        PreflightErrors.OTHER_CONSUMER,
                        row.text("database") + ": subscription " + row.text("name"),
                        "live itself follows others by subscription `" + row.text("name") + "` in `"
                                + row.text("database")
                                + "`, which does not move to new: its rows would go on arriving at old")
                .withEvidence(List.of(row.isTrue("enabled") ? "it is enabled" : "it is disabled"));
    }

    static Finding publication(String database, Row row) {
        return Finding.note(
                PreflightErrors.OTHER_PUBLICATION,
                database + ": publication " + row.text("name"),
                "publication `" + row.text("name") + "`" + (row.isTrue("of_all") ? " of all tables" : "")
                        + " is carried over to new; its subscribers have to be pointed there");
    }
}
