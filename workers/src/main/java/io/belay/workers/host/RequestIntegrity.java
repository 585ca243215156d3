package io.belay.workers.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.run.QuickVerification;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;

/**
 * Whether a request asks for a step of the very plan that its run is bound to. Whoever reaches the Temporal server can put any
 * request into a host's queue, so the host asks by itself (I9), before anything is written. Pure.
 */
final class RequestIntegrity {

    private RequestIntegrity() {}

    /** @throws HostRefusal {@code BLY-3070} when it is about another plan, cluster or step than it says */
    static ResolvedPlan planOf(StepRequest request) {
        RunReference run = request.run();
        if (!CanonicalForm.hash(request.plan()).equals(run.planHash())) {
            throw refusal(request, "its plan is not the one that its run is bound to");
        }
        ResolvedPlan plan;
        try {
            plan = CanonicalForm.read(request.plan());
        } catch (IllegalArgumentException notAPlan) {
            throw refusal(request, "what it carries is no plan");
        }
        if (!plan.cluster().equals(run.cluster())) {
            throw refusal(request, "its plan is for `" + plan.cluster() + "`");
        }
        if (plan.targetVersion() != request.targetVersion()) {
            throw refusal(request, "its plan goes to " + plan.targetVersion());
        }
        requireFields(request, step(request, plan));
        return plan;
    }

    private static ResolvedStep step(StepRequest request, ResolvedPlan plan) {
        ResolvedStep step = plan.steps().stream()
                .filter(candidate -> candidate.id().equals(request.stepId()))
                .findFirst()
                .orElseThrow(() -> refusal(request, "its plan has no such step"));
        if (!step.kind().equals(request.kind())) {
            throw refusal(request, "in its plan this is a `" + step.kind() + "`");
        }
        return step;
    }

    /** Only a quick rehearsal does less than its plan says. */
    private static void requireFields(StepRequest request, ResolvedStep step) {
        boolean whole = isWritten(step.with(), request);
        boolean quick = request.run().rehearsal() && isWritten(QuickVerification.fields(step), request);
        if (!whole && !quick) {
            throw refusal(request, "its fields are not those of its plan");
        }
    }

    private static boolean isWritten(JsonNode fields, StepRequest request) {
        return CanonicalForm.write(fields).equals(request.with());
    }

    private static HostRefusal refusal(StepRequest request, String why) {
        return new HostRefusal(
                HostErrors.DOES_NOT_FIT_ITS_PLAN,
                Refusal.NOT_ALLOWED,
                "a request for step `" + request.stepId() + "` of run `"
                        + request.run().runId() + "` does not fit: " + why
                        + ". Nothing was done; find out who sent it to the Temporal server");
    }
}
