package io.belay.engine.workflow;

import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.StepResult;
import io.belay.engine.run.RunState;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a host is asked before anything else: what it can, whether its file agrees with the plan, whether it lets this person. The
 * questions go together, because none needs another's answer; whoever judges them does so in this order, and the first `no` counts.
 * One workflow's thread only.
 */
record Greeting(Supplier<Announcement> announced, Supplier<StepResult> agreed, Supplier<StepResult> admitted) {

    /** Runs that an earlier engine began asked one after the other, and replay so. */
    private static final String CHANGE = "greets-at-once";

    static Greeting of(HostDesk desk, RunOrder order, ResolvedPlan plan, RunState state) {
        Supplier<StepResult> agree = () -> asksForAgreement(plan)
                ? desk.agree(order.plan())
                : StepResult.succeeded("the plan states nothing of live", Map.of());
        Supplier<StepResult> admit = () -> new Admissions(order, plan).toStart(state);
        if (Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return new Greeting(desk::announce, agree, admit);
        }
        Promise<Announcement> announced = Async.function(desk::announce);
        Promise<StepResult> agreed = Async.function(agree::get);
        Promise<StepResult> admitted = Async.function(admit::get);
        return new Greeting(announced::get, agreed::get, admitted::get);
    }

    /**
     * What a plan states of live was true when it began, and letting old live go is no longer about it. Runs that an earlier engine
     * began were not asked, and replay so.
     */
    private static boolean asksForAgreement(ResolvedPlan plan) {
        boolean aboutLive =
                plan.steps().stream().anyMatch(step -> !step.touches().contains(Touches.OLD_LIVE));
        return aboutLive && Workflow.getVersion("agreement", Workflow.DEFAULT_VERSION, 1) >= 1;
    }
}
