package io.belay.plans.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.Reference;
import io.belay.plans.problem.SourcePlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clusters that are upgraded before those of the next wave. Immutable.
 *
 * @param inputs for all of them
 * @param atOnce how many runs at the same time; one per host in any case
 * @param soak rest behind the wave
 * @param approve who is asked before it, as the step {@code approve} writes it
 */
record Wave(
        String name,
        List<Member> clusters,
        Map<String, Value> inputs,
        int atOnce,
        Duration soak,
        Optional<JsonNode> approve) {

    record Member(Reference cluster, SourcePlace place) {}

    /** What is given for an input, and where. */
    record Value(String text, SourcePlace place) {}

    Wave {
        clusters = List.copyOf(clusters);
        inputs = Map.copyOf(inputs);
    }

    /** All but its clusters, in canonical form. */
    ObjectNode form() {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.put("name", name);
        form.put("at_once", atOnce);
        form.put("soak", DurationText.write(soak));
        approve.ifPresent(written -> form.set("approve", written));
        return form;
    }
}
