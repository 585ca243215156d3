package io.belay.plans.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.explain.Explanation.Row;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.step.StepKind.Return;

/** Writes an explanation for programs. Stateless. */
final class ExplanationJson {

    private ExplanationJson() {}

    static ObjectNode of(Explanation explanation) {
        ResolvedPlan plan = explanation.plan();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", "1.0");
        root.put("plan", plan.name());
        root.put("hash", explanation.hash());
        root.put("cluster", plan.cluster());
        root.set(
                "live_version",
                plan.live().path("version").isMissingNode() ? null : plan.live().path("version"));
        root.put("target_version", plan.targetVersion());
        root.put("promotes", explanation.promotes());
        root.put("hold", plan.blocks().path("budget").path("hold").asText());
        ArrayNode steps = root.putArray("steps");
        explanation.rows().forEach(row -> steps.add(step(row)));
        ArrayNode inserted = root.putArray("inserted");
        Reasons.of(explanation.rows()).forEach(rule -> {
            ObjectNode node = inserted.addObject().put("rule", rule.rule()).put("why", rule.why());
            rule.what().forEach(node.putArray("what")::add);
        });
        explanation.missing().forEach(root.putArray("not_carried_out")::add);
        ArrayNode left = root.putArray("left_out_of_rehearsals");
        explanation.applyOnly().forEach(left::add);
        ArrayNode defaults = root.putArray("defaults");
        explanation
                .defaults()
                .forEach(used -> defaults.addObject().put("path", used.path()).put("value", used.value()));
        return root;
    }

    private static ObjectNode step(Row row) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("number", row.number());
        step.put("id", row.id());
        step.put("kind", row.kind());
        step.put("inserted", row.inserted());
        step.put("group", row.group());
        step.put("does", row.does());
        step.put("touches", row.touches());
        step.put("waypoint", row.waypoint().equals("-") ? "" : row.id());
        step.set("going_back", goingBack(row.goingBack()));
        step.put("crossing", row.crossing());
        ArrayNode parts = step.putArray("parts");
        row.parts().forEach(part -> {
            ObjectNode node = parts.addObject()
                    .put("name", part.name())
                    .put("what", part.what())
                    .put("touches", part.touches())
                    .put("inserted", part.rule())
                    .put("behind_crossing", part.crossed());
            node.set("going_back", goingBack(part.goingBack()));
        });
        step.put("note", row.note());
        return step;
    }

    private static ObjectNode goingBack(Return goingBack) {
        return JsonNodeFactory.instance.objectNode().put("how", goingBack.how()).put("cost", goingBack.cost());
    }
}
