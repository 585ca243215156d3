package io.belay.engine.schedule;

import io.belay.engine.activity.SnapshotsToKeep;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Durations;
import io.belay.engine.run.RehearsalRhythm;
import io.belay.engine.workflow.ClusterSnapshot;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * A standing order: how often, how many, and which plan is rehearsed. Immutable.
 *
 * @param every between two snapshots, at least a minute
 * @param keep how many of the newest snapshots stay, whatever the plan says; 0 for what it says
 * @param plan the guarded plan as canonical JSON text
 */
public record GuardOrder(String cluster, Duration every, int keep, String planName, String plan) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public GuardOrder {
        if (every.compareTo(SHORTEST) < 0) {
            throw new EngineFailure(
                    EngineErrors.MALFORMED_REQUEST,
                    "a guard cannot take snapshots more often than each minute (asked for: " + every.toSeconds() + "s)",
                    "write `snapshots: {every: 1m}` or more in the plan");
        }
        if (keep < 0) {
            throw new EngineFailure(
                    EngineErrors.MALFORMED_REQUEST,
                    "a guard keeps at least one snapshot (asked for: " + keep + ")",
                    "name 1 or more");
        }
    }

    /**
     * @param canonical the resolved plan
     * @param keep how many of the newest snapshots stay; empty for what the plan says
     */
    public static GuardOrder of(String canonical, Optional<Integer> keep) {
        ResolvedPlan plan = CanonicalForm.read(canonical);
        String every = plan.blocks().path("snapshots").path("every").asText("1h");
        Duration interval = Durations.parseLimit(every.equals("never") ? "none" : every)
                .orElseThrow(() -> new EngineFailure(
                        EngineErrors.MALFORMED_REQUEST,
                        "plan `" + plan.name() + "` says that snapshots are never taken",
                        "write `snapshots: {every: 1h}` in the plan"));
        return new GuardOrder(plan.cluster(), interval, keep.orElse(0), plan.name(), canonical);
    }

    SnapshotsToKeep kept() {
        SnapshotsToKeep byPlan = SnapshotsToKeep.of(CanonicalForm.read(plan));
        return keep == 0 ? byPlan : byPlan.only(keep);
    }

    String rehearses() {
        return RehearsalRhythm.words(CanonicalForm.read(plan));
    }

    ClusterSnapshot.Order order() {
        return new ClusterSnapshot.Order(cluster, keep, "guard", plan, planName, CanonicalForm.hash(plan));
    }
}
