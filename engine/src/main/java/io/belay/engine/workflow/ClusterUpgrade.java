package io.belay.engine.workflow;

import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Carries a resolved plan out, as rehearsal or for good. Ends normally however the run ends; the status says how.
 *
 * <p>Operators' verbs are updates, one per {@link io.belay.engine.run.Choice.Kind}: {@link OperatorDesk} takes them all in, because they
 * differ in nothing but their texts.
 */
@WorkflowInterface
public interface ClusterUpgrade {

    /** Type of the failure of a run whose plan is not the one that its hash names. */
    String PLAN_INTEGRITY = "PlanIntegrity";

    @WorkflowMethod
    RunStatus carryOut(RunOrder order);

    /** Like the update {@code abort}, kept until an engine answers; ignored where an abort does not fit. */
    @SignalMethod
    void abortRequested(OperatorRequest who);

    @QueryMethod
    RunStatus status();

    /**
     * What a verb would set going; asks the run's own rules only, no host, and changes nothing.
     *
     * @param arguments the texts of its {@link io.belay.engine.run.Choice}
     */
    @QueryMethod
    Preview preview(String verb, OperatorRequest who, List<String> arguments);
}
