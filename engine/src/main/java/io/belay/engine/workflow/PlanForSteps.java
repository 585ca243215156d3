package io.belay.engine.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.resolve.CanonicalForm;

/**
 * The plan as each call of a step carries it: without the texts of its SQL files, which only the step that runs one needs and has
 * among its own fields. A history would hold each text some forty times else. Pure.
 */
final class PlanForSteps {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PlanForSteps() {}

    /** @param canonical a resolved plan; one without such texts comes back as it is */
    static String of(String canonical) {
        JsonNode plan;
        try {
            plan = MAPPER.readTree(canonical);
        } catch (JsonProcessingException notAPlan) {
            // Stands in until the run is refused.
            return canonical;
        }
        boolean changed = false;
        for (JsonNode step : plan.path("steps")) {
            if (step.path("with").path("file") instanceof ObjectNode file && file.remove("text") != null) {
                changed = true;
            }
        }
        return changed ? CanonicalForm.write(plan) : canonical;
    }
}
