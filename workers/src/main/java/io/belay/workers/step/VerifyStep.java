package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.posix.Accounts;
import io.belay.workers.verify.Comparison;
import io.belay.workers.verify.ComparisonVerdict;
import io.belay.workers.verify.FrozenPair;
import io.belay.workers.verify.PairComparison;
import io.belay.workers.verify.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares old and new of the same snapshot: the twin under the old version, the newest waypoint under the new one, each on a
 * throw-away copy. The candidate itself is not touched.
 */
final class VerifyStep implements HostStep {

    /** {@code statement_timeout} is an int of milliseconds: 24.8 days. */
    private static final Duration LONGEST_STATEMENT = Duration.ofDays(24);

    @Override
    public String kind() {
        return "verify";
    }

    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.ofReading(context);
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Waypoints waypoints = new Waypoints(context);
        List<Path> origins = List.of(candidates.candidate(record).root());
        context.attempt().show("starting the twin under " + record.oldMajor());
        try (ThrowAway old = ThrowAway.open(
                context, ThrowAways.OLD_TO_VERIFY, RunServer.OLD, waypoints.twin(), candidates.old(record), origins)) {
            Optional<StepResult> incomparable = ScriptsOnOld.run(context, old, deadline(context));
            if (incomparable.isPresent()) {
                return incomparable.get();
            }
            context.attempt().show("starting the newest waypoint under " + record.newMajor());
            try (ThrowAway upgraded = ThrowAway.open(
                    context,
                    ThrowAways.NEW_TO_VERIFY,
                    RunServer.NEW,
                    waypoints.newest(),
                    candidates.upgraded(record),
                    origins)) {
                return compare(context, old, upgraded);
            }
        }
    }

    private static StepResult compare(StepContext context, ThrowAway old, ThrowAway upgraded) {
        try (Dumps dumps = Dumps.open(context)) {
            return compare(context, old, upgraded, dumps.folder());
        }
    }

    private static StepResult compare(StepContext context, ThrowAway old, ThrowAway upgraded, Path dumps) {
        Duration deadline = deadline(context);
        FrozenPair pair = new FrozenPair(
                side(old, deadline),
                side(upgraded, deadline),
                upgraded.copy().installation(),
                context.commands(),
                dumps,
                context.transcripts(),
                Accounts.isRoot() ? Optional.of(context.cluster().owner()) : Optional.empty(),
                Map.of(),
                StepJobs.of(context));
        context.attempt().show("comparing schema, rows and sequences");
        Comparison comparison =
                new PairComparison(pair, context.attempt()::check).compare(VerifyExtent.of(context.with()));
        StepEvidence.write(
                context,
                "comparison.txt",
                comparison.differences().stream()
                                .map(difference -> difference.place() + ": " + difference.statement())
                                .collect(Collectors.joining("\n", "differences:\n", "\n"))
                        + String.join("\n", comparison.notes()) + "\n" + comparison.figures() + "\n");
        return ComparisonVerdict.fold(comparison);
    }

    private static Duration deadline(StepContext context) {
        Duration timeout = StepTimes.timeout(context);
        return timeout.compareTo(LONGEST_STATEMENT) > 0 ? LONGEST_STATEMENT : timeout;
    }

    /** Counting the largest table may take as long as the step may. */
    private static Side side(ThrowAway copy, Duration deadline) {
        return new Side(
                copy.server().withStatementDeadline(deadline),
                copy.server().socketFolder(),
                copy.server().port(),
                copy.server().superuser());
    }
}
