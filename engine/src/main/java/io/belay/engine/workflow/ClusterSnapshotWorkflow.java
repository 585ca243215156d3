package io.belay.engine.workflow;

import io.belay.engine.activity.EngineDesk;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.Snapshots;
import io.belay.engine.activity.Snapshots.PruneReport;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.SnapshotsToKeep;
import io.belay.engine.run.HostFitness;
import io.belay.engine.run.RunId;
import io.belay.plans.resolve.CanonicalForm;
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

    @Override
    public Outcome take(Order order) {
        String host = order.cluster().substring(0, order.cluster().indexOf('/'));
        Snapshots snapshots = Workflow.newActivityStub(Snapshots.class, Times.request(host, PICKED_UP, LIMIT));
        // The same for all attempts of this execution, so that it takes one snapshot however often it is repeated.
        String requestId = Workflow.getInfo().getFirstExecutionRunId();
        SnapshotReport taken = snapshots.take(order.cluster(), requestId, order.takenBy());
        List<String> deleted = List.of();
        String note = "";
        try {
            PruneReport pruned = prune(order, snapshots);
            deleted = pruned.deleted();
            note = thinned(pruned);
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
            return new Outcome(taken.id(), deleted, "", note.isEmpty() ? why : note + "; " + why);
        }
        return rehearse(order, taken, deleted, note);
    }

    /** Executions that an earlier engine began asked for a number, and replay so; they are over within minutes. */
    private static PruneReport prune(Order order, Snapshots snapshots) {
        if (Workflow.getVersion("kept-by-age", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return snapshots.prune(order.cluster(), order.keep());
        }
        if (order.plan().isEmpty()) {
            return snapshots.prune(order.cluster(), Math.max(order.keep(), 1));
        }
        SnapshotsToKeep keep = SnapshotsToKeep.of(CanonicalForm.read(order.plan()));
        return snapshots.thin(order.cluster(), order.keep() == 0 ? keep : keep.only(order.keep()));
    }

    private static String thinned(PruneReport pruned) {
        int count = pruned.thinned().size();
        return count == 0
                ? ""
                : count + " let go for want of room: " + pruned.thinned().get(0) + (count > 1 ? ", ..." : "");
    }

    /** For whoever asks why the ledger stands still; the snapshot does not depend on it. */
    private static void noteOnGuard(String cluster, String why) {
        try {
            Workflow.newActivityStub(EngineDesk.class, Times.engine()).noteOnGuard(cluster, why);
        } catch (ActivityFailure failure) {
            Workflow.getLogger(ClusterSnapshotWorkflow.class).warn("the guard of {} has no note", cluster, failure);
        }
    }

    private static Outcome rehearse(Order order, SnapshotReport taken, List<String> deleted, String note) {
        String open = openRehearsal(order.cluster());
        if (!open.isEmpty()) {
            String why = "not rehearsed: rehearsal `" + open + "` is still under way";
            return new Outcome(taken.id(), deleted, "", note.isEmpty() ? why : note + "; " + why);
        }
        RunReference run = new RunReference(
                RunId.of(
                        Instant.ofEpochMilli(Workflow.currentTimeMillis()),
                        Workflow.newRandom().nextInt()),
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
        var end = Async.function(rehearsal::carryOut, new RunOrder(run, order.plan(), order.takenBy()));
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
