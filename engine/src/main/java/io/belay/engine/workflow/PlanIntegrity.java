package io.belay.engine.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.List;
import java.util.Optional;

/** Whether the plan that arrived is the one that was approved: its text is hashed again, here, where it is carried out (I3). */
final class PlanIntegrity {

    private PlanIntegrity() {}

    /** Empty when text and hash differ, or the text is another cluster's plan or none. */
    static Optional<ResolvedPlan> read(RunOrder order) {
        if (!CanonicalForm.hash(order.plan()).equals(order.run().planHash())) {
            return Optional.empty();
        }
        try {
            ResolvedPlan plan = CanonicalForm.read(order.plan());
            return plan.cluster().equals(order.run().cluster()) ? Optional.of(plan) : Optional.empty();
        } catch (IllegalArgumentException notAPlan) {
            return Optional.empty();
        }
    }

    /** Stands in until the run is refused. */
    static ResolvedPlan nothing() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return new ResolvedPlan(
                "", 0, "", "", "", "/", nodes.objectNode(), nodes.objectNode(), nodes.objectNode(), List.of());
    }
}
