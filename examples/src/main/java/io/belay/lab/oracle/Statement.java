package io.belay.lab.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code belay status RUN -o json} said, as far as a host can show whether it is so. Immutable.
 *
 * @param phase in small letters
 * @param promoted whether it says that new is live
 * @param next the command it names, empty for none
 * @param code of the problem, empty for none
 */
public record Statement(
        String run,
        String phase,
        boolean ended,
        boolean needsPerson,
        boolean promoted,
        String safe,
        String next,
        String code,
        String summary,
        List<Step> steps) {

    /** @param state in small letters */
    public record Step(String id, String state, int launches) {}

    public Statement {
        steps = List.copyOf(steps);
    }

    public static Statement of(JsonNode document) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : document.path("steps")) {
            steps.add(new Step(
                    step.path("id").asText(),
                    step.path("state").asText(),
                    step.path("launches").asInt()));
        }
        return new Statement(
                document.path("id").asText(),
                document.path("phase").asText(),
                document.path("ended").asBoolean(),
                document.path("needs_person").asBoolean(),
                document.has("promotion"),
                document.path("safe").asText(),
                document.path("next").asText(),
                document.path("problem").path("code").asText(),
                document.path("problem").path("summary").asText(),
                steps);
    }

    public boolean isDone(String step) {
        return steps.stream()
                .anyMatch(line -> line.id().equals(step) && line.state().equals("done"));
    }
}
