package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import java.util.Optional;

/** How a plan promotes: what is looked at, and what is ordered. What becomes of the hold is the same for each. Stateless. */
sealed interface PromoteMode permits OfflineMode, OnlineMode {

    /** @param with the step's own fields */
    static PromoteMode of(JsonNode with) {
        return with.path("mode").asText().equals("online") ? new OnlineMode() : new OfflineMode();
    }

    Permission permission();

    StepResult probe(StepContext context);

    /** What needs no look at live. */
    Optional<StepResult> objection(StepContext context);

    /** Everything that must be so before clients are held. Online, a follower that is down is started, and a marker is written. */
    PromoteLook look(StepContext context);

    /**
     * Right before the hold is ordered: what makes it shorter, or possible, and changes nothing that clients could notice.
     *
     * @param look without problems
     */
    void order(StepContext context, PromoteLook look);

    /**
     * Behind the crossing, once clients go on.
     *
     * @return what a person should know; empty when there is nothing
     */
    Optional<String> tidy(StepContext context);
}
