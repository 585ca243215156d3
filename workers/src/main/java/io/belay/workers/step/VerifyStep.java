package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.Ownership;
import io.belay.workers.verify.Comparison;
import io.belay.workers.verify.ComparisonVerdict;
import io.belay.workers.verify.FrozenPair;
import io.belay.workers.verify.PairComparison;
import io.belay.workers.verify.PairComparison.Extent;
import io.belay.workers.verify.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares old and new of the same snapshot: the twin under the old version, the newest waypoint under the new one, each on a
 * throw-away copy. The candidate itself is not touched.
 */
final class VerifyStep implements HostStep {

    @Override
    public String kind() {
        return "verify";
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Waypoints waypoints = new Waypoints(context);
        List<Path> origins = List.of(candidates.candidate(record).root());
        context.attempt().show("starting the twin under " + record.oldMajor());
        try (ThrowAway old = ThrowAway.open(context, "verify-old", waypoints.twin(), candidates.old(record), origins)) {
            context.attempt().show("starting the newest waypoint under " + record.newMajor());
            try (ThrowAway upgraded =
                    ThrowAway.open(context, "verify-new", waypoints.newest(), candidates.upgraded(record), origins)) {
                return compare(context, old, upgraded);
            }
        }
    }

    private static StepResult compare(StepContext context, ThrowAway old, ThrowAway upgraded) {
        FrozenPair pair = new FrozenPair(
                side(old),
                side(upgraded),
                upgraded.copy().installation(),
                context.commands(),
                dumps(context),
                context.transcripts(),
                Accounts.isRoot() ? Optional.of(context.cluster().owner()) : Optional.empty(),
                Map.of(),
                StepJobs.of(context));
        context.attempt().show("comparing schema, rows and sequences");
        Comparison comparison = new PairComparison(pair, context.attempt()::check).compare(extent(context.with()));
        String step = context.request().stepId();
        context.evidence()
                .write(
                        step,
                        step + "/comparison-" + context.request().epoch() + ".txt",
                        comparison.differences().stream()
                                        .map(difference -> difference.place() + ": " + difference.statement())
                                        .collect(Collectors.joining("\n", "differences:\n", "\n"))
                                + String.join("\n", comparison.notes()) + "\n" + comparison.figures() + "\n");
        return ComparisonVerdict.fold(comparison);
    }

    private static Side side(ThrowAway copy) {
        return new Side(
                copy.server(),
                copy.server().socketFolder(),
                copy.server().port(),
                copy.server().superuser());
    }

    /** Written by the cluster's owner, read by the worker; empty again when the comparison ends. */
    private static Path dumps(StepContext context) {
        Path folder =
                context.cluster().sockets().resolve("dumps-" + context.run().runId());
        Durable.createFolders(folder, "rwx------");
        if (Accounts.isRoot()) {
            Ownership.give(folder, context.cluster().owner());
        }
        return folder;
    }

    private static Extent extent(JsonNode with) {
        return new Extent(
                with.path("schema").asText("identical").equals("identical"),
                with.path("rows").asText("exact").equals("exact"),
                with.path("sequences").asText("exact").equals("exact"));
    }
}
