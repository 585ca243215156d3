package io.belay.engine.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Takes one snapshot of live, lets old ones go, and has the guarded plan rehearsed on it. */
@WorkflowInterface
public interface ClusterSnapshot {

    @WorkflowMethod
    Outcome take(Order order);

    /**
     * @param cluster {@code host/name}
     * @param keep how many of the newest snapshots stay; 0 for what the plan says
     * @param takenBy who or what asked for it
     * @param plan the guarded plan as canonical JSON text; empty when nothing is to be rehearsed
     * @param planName its name; empty without a plan
     * @param planHash its hash; empty without a plan
     */
    record Order(String cluster, int keep, String takenBy, String plan, String planName, String planHash) {}

    /**
     * @param snapshot id of the new one; empty when there was no room for one
     * @param deleted ids of snapshots that were let go
     * @param run id of the rehearsal that was started, empty when none was
     * @param note why none was started although a plan is guarded, or why nothing was let go, or more than the
     *     plan says; may be empty
     */
    record Outcome(String snapshot, List<String> deleted, String run, String note) {}
}
