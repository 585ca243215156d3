package io.belay.engine.workflow;

import io.belay.engine.run.RunStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Carries a resolved plan out, as rehearsal or for good. Ends normally however the run ends; the status says how. */
@WorkflowInterface
public interface ClusterUpgrade {

    /** Type of the failure of a run whose plan is not the one that its hash names. */
    String PLAN_INTEGRITY = "PlanIntegrity";

    @WorkflowMethod
    RunStatus carryOut(RunOrder order);

    /** @param factsHash missing from those who know of none */
    @UpdateMethod
    RunStatus approve(OperatorRequest who, String gate, String planHash, @Nullable String factsHash);

    @UpdateValidatorMethod(updateName = "approve")
    void checkApprove(OperatorRequest who, String gate, String planHash, @Nullable String factsHash);

    @UpdateMethod
    RunStatus reject(OperatorRequest who, String gate);

    @UpdateValidatorMethod(updateName = "reject")
    void checkReject(OperatorRequest who, String gate);

    /** @param step the failed step, or empty */
    @UpdateMethod
    RunStatus retry(OperatorRequest who, String step);

    @UpdateValidatorMethod(updateName = "retry")
    void checkRetry(OperatorRequest who, String step);

    @UpdateMethod
    RunStatus abort(OperatorRequest who);

    @UpdateValidatorMethod(updateName = "abort")
    void checkAbort(OperatorRequest who);

    /** @param toStep the last step that shall stay done, or empty for the last good one */
    @UpdateMethod
    RunStatus rollback(OperatorRequest who, String toStep);

    @UpdateValidatorMethod(updateName = "rollback")
    void checkRollback(OperatorRequest who, String toStep);

    /** No further step begins; the one at work goes on to its end. */
    @UpdateMethod
    RunStatus pause(OperatorRequest who);

    @UpdateValidatorMethod(updateName = "pause")
    void checkPause(OperatorRequest who);

    @UpdateMethod
    RunStatus resume(OperatorRequest who);

    @UpdateValidatorMethod(updateName = "resume")
    void checkResume(OperatorRequest who);

    /** Lets old live go, where the plan waits for an operator's word. */
    @UpdateMethod
    RunStatus retire(OperatorRequest who);

    @UpdateValidatorMethod(updateName = "retire")
    void checkRetire(OperatorRequest who);

    /** Like {@link #abort}, kept until an engine answers; ignored where an abort does not fit. */
    @SignalMethod
    void abortRequested(OperatorRequest who);

    @QueryMethod
    RunStatus status();
}
