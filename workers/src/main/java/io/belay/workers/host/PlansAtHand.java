package io.belay.workers.host;

import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plans of the runs at work here, by their hash, so that each has to come once only. In memory: a worker that began anew asks for them
 * again, which costs one more call. Thread-safe.
 */
final class PlansAtHand {

    /** Runs at work at the same time on one host are few. */
    private static final int REMEMBERED = 16;

    private final Map<String, String> plans = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param request one whose plan has its run's hash, and that this host allows: nobody else makes it forget a plan */
    synchronized void keep(StepRequest request) {
        plans.put(request.run().planHash(), request.plan());
    }

    /** @throws HostRefusal {@code BLY-3071} when it carries no plan, and there is none of its hash here */
    StepRequest complete(StepRequest request) {
        return request.plan().isEmpty() ? request.withPlan(find(request.run().planHash())) : request;
    }

    /** @throws HostRefusal as for requests */
    FactsQuestion complete(FactsQuestion question) {
        return question.plan().isEmpty() ? question.withPlan(find(question.planHash())) : question;
    }

    private synchronized String find(String hash) {
        String plan = plans.get(hash);
        if (plan == null) {
            throw new HostRefusal(
                    HostErrors.PLAN_NOT_AT_HAND,
                    Refusal.PLAN_WANTED,
                    "this worker does not have the plan with the hash `" + hash
                            + "` at hand; nothing was done, and the engine sends it");
        }
        return plan;
    }
}
