package io.belay.engine.workflow;

import io.belay.engine.activity.EngineDesk;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.Snapshots;
import io.belay.engine.activity.Snapshots.PruneReport;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.SnapshotsToKeep;
import io.belay.engine.ledger.Depth;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.engine.run.HostFitness;
import io.belay.engine.run.RehearsalRhythm;
import io.belay.engine.run.RunId;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One snapshot. What follows the snapshot never spoils it: a failing prune or rehearsal is noted, the snapshot stands. */
public final class ClusterSnapshotWorkflow implements ClusterSnapshot {

    private static final Duration PICKED_UP = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Executions that an earlier engine began kept by number and rehearsed each; they are over within minutes. */
    private static final String CHANGE = "rhythm-of-the-plan";

    /** @param note why nothing was let go, or more than the plan says; may be empty */
    private record Thinned(List<String> deleted, String note) {}

    @Override
    public Outcome take(Order order) {
        String host = order.cluster().substring(0, order.cluster().indexOf('/'));
        Snapshots snapshots = Workflow.newActivityStub(Snapshots.class, Times.request(host, PICKED_UP, LIMIT));
        boolean heedsPlan = !order.plan().isEmpty() && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) >= 1;
        Outcome outcome = heedsPlan
                ? byPlan(order, CanonicalForm.read(order.plan()), host, snapshots)
                : byNumber(order, host, snapshots);
        if (heedsPlan) {
            // Also when there is nothing to say: what was said at the last snapshot may be over.
            noteOnGuard(order.cluster(), outcome.note());
        }
        return outcome;
    }

    private static Outcome byPlan(Order order, ResolvedPlan plan, String host, Snapshots snapshots) {
        SnapshotsToKeep policy = SnapshotsToKeep.of(plan);
        SnapshotsToKeep keep = order.keep() == 0 ? policy : policy.only(order.keep());
        String full = snapshots.shortage(order.cluster(), keep);
        if (!full.isEmpty()) {
            Thinned room = thin(order, keep, host, snapshots);
            full = snapshots.shortage(order.cluster(), keep);
            if (!full.isEmpty()) {
                return new Outcome("", room.deleted(), "", joined("no snapshot is taken: " + full, room.note()));
            }
        }
        SnapshotReport taken = snapshot(order, snapshots);
        Thinned thinned = thin(order, keep, host, snapshots);
        Optional<String> otherLive = HostFitness.otherLive(plan, taken.version());
        if (otherLive.isPresent()) {
            String why = "snapshots only, nothing is rehearsed: " + otherLive.get();
            return new Outcome(taken.id(), thinned.deleted(), "", joined(why, thinned.note()));
        }
        return RehearsalRhythm.next(plan, lastRehearsals(order), now())
                .map(depth -> rehearse(order, taken, thinned.deleted(), thinned.note(), depth))
                .orElseGet(() -> new Outcome(taken.id(), thinned.deleted(), "", thinned.note()));
    }

    /** As executions do that an earlier engine began, and orders without a plan. */
    private static Outcome byNumber(Order order, String host, Snapshots snapshots) {
        SnapshotReport taken = snapshot(order, snapshots);
        List<String> deleted = List.of();
        String note = "";
        try {
            PruneReport pruned = snapshots.prune(order.cluster(), order.keep());
            deleted = pruned.deleted();
        } catch (ActivityFailure failure) {
            note = "nothing was let go: " + reason(host, failure);
        }
        if (order.plan().isEmpty()) {
            return new Outcome(taken.id(), deleted, "", note);
        }
        Optional<String> otherLive = HostFitness.otherLive(CanonicalForm.read(order.plan()), taken.version());
        if (otherLive.isPresent()) {
            String why = "snapshots only, nothing is rehearsed: " + otherLive.get();
            noteOnGuard(order.cluster(), why);
            return new Outcome(taken.id(), deleted, "", joined(note, why));
        }
        return rehearse(order, taken, deleted, note, Depth.FULL);
    }

    private static SnapshotReport snapshot(Order order, Snapshots snapshots) {
        // The same for all attempts of this execution, so that it takes one snapshot however often it is repeated.
        String requestId = Workflow.getInfo().getFirstExecutionRunId();
        return snapshots.take(order.cluster(), requestId, order.takenBy());
    }

    private static Thinned thin(Order order, SnapshotsToKeep keep, String host, Snapshots snapshots) {
        try {
            PruneReport report = snapshots.thin(order.cluster(), keep);
            int count = report.thinned().size();
            String more = count > 1 ? ", ..." : "";
            String note = count == 0
                    ? ""
                    : count + " let go for want of room: " + report.thinned().get(0) + more;
            return new Thinned(report.deleted(), note);
        } catch (ActivityFailure failure) {
            return new Thinned(List.of(), "nothing was let go: " + reason(host, failure));
        }
    }

    /** A ledger that gives no answer costs a rehearsal in full, not knowledge. */
    private static LastRehearsals lastRehearsals(Order order) {
        try {
            return Workflow.newActivityStub(EngineDesk.class, Times.engine())
                    .lastRehearsals(order.cluster(), order.planHash());
        } catch (ActivityFailure unknown) {
            return LastRehearsals.NONE;
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    private static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
    }

    /** For whoever asks why the ledger stands still; the snapshot does not depend on it. */
    private static void noteOnGuard(String cluster, String why) {
        try {
            Workflow.newActivityStub(EngineDesk.class, Times.engine()).noteOnGuard(cluster, why);
        } catch (ActivityFailure failure) {
            Workflow.getLogger(ClusterSnapshotWorkflow.class).warn("the guard of {} has no note", cluster, failure);
        }
    }

    private static Outcome rehearse(Order order, SnapshotReport taken, List<String> deleted, String note, Depth depth) {
        String open = openRehearsal(order.cluster());
        if (!open.isEmpty()) {
            String why = "not rehearsed: rehearsal `" + open + "` is still under way";
            return new Outcome(taken.id(), deleted, "", joined(note, why));
        }
        RunReference run = new RunReference(
                RunId.of(now(), Workflow.newRandom().nextInt()),
                true,
                order.cluster(),
                order.planName(),
                order.planHash(),
                taken.id());
        ClusterUpgrade rehearsal = Workflow.newChildWorkflowStub(
                ClusterUpgrade.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.rehearsal(run))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .build());
        var end = Async.function(rehearsal::carryOut, new RunOrder(run, order.plan(), order.takenBy(), depth));
        // Waits for the start only: a child of a parent that ends before it exists would never begin.
        Workflow.getWorkflowExecution(rehearsal).get();
        if (end.isCompleted()) {
            end.get();
        }
        return new Outcome(taken.id(), deleted, run.runId(), note);
    }

    private static String openRehearsal(String cluster) {
        try {
            return Workflow.newActivityStub(EngineDesk.class, Times.engine()).openRehearsal(cluster);
        } catch (ActivityFailure unknown) {
            // A rehearsal too many costs room and time, one too few costs knowledge.
            return "";
        }
    }

    private static String reason(String host, ActivityFailure failure) {
        return failure.getCause() instanceof io.temporal.failure.ApplicationFailure answer
                ? answer.getOriginalMessage()
                : Misfire.silence(host, failure.getCause());
    }
}
