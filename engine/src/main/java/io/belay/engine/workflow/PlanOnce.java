package io.belay.engine.workflow;

import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/**
 * Sends a plan to its host once instead of with each request: with statements of their authors in it a plan has up to 128 KiB, a run
 * some hundred requests, and its history should stay under 1 MiB. A host that has lost it (its worker began anew) says so and does
 * nothing, and is asked again with the plan. One workflow's thread only.
 */
final class PlanOnce {

    private final String plan;
    private boolean remembers;
    private boolean atHand;

    PlanOnce(String plan) {
        this.plan = plan;
    }

    /** Workers from before remember no plans. */
    void heard(Announcement announcement) {
        remembers = announcement.remembersPlans();
        atHand = false;
    }

    /** What a request carries for its plan now. */
    String text() {
        return atHand ? "" : plan;
    }

    Promise<StepResult> ask(Func1<StepRequest, StepResult> verb, StepRequest request) {
        return ask(verb, request, request.withPlan(plan)).thenApply(answer -> {
            atHand = remembers;
            return answer;
        });
    }

    FactsReport ask(Func1<FactsQuestion, FactsReport> verb, FactsQuestion question) {
        return ask(verb, question, question.withPlan(plan)).get();
    }

    private static <Q, A> Promise<A> ask(Func1<Q, A> verb, Q request, Q whole) {
        return Async.function(verb, request)
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return Workflow.newPromise(answer);
                    }
                    return isWanted(failure) && !request.equals(whole)
                            ? Async.function(verb, whole)
                            : Workflow.<A>newFailedPromise(failure);
                })
                .thenCompose(answer -> answer);
    }

    private static boolean isWanted(RuntimeException failure) {
        return failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure refusal
                && Refusal.PLAN_WANTED.equals(refusal.getType());
    }
}
