package io.belay.plans.agree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.file.PlanFile;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a host does not let pass although the language only warns of it. A worker has no text of the plan, only its resolved form;
 * that form says everything that the rules look at, so it is written as a plan again and judged by the same rules: nobody has to
 * be believed about warnings. Stateless.
 */
public final class HostPolicy {

    private HostPolicy() {}

    /** The warnings of this plan that the host makes errors; empty when there are none. */
    public static List<Problem> forbids(ResolvedPlan plan, HostConfiguration host) {
        if (host.policy().isEmpty()) {
            return List.of();
        }
        return PlanFile.read(text(plan), plan.name(), Map.of()).problems().sorted().stream()
                .filter(problem -> !problem.isError()
                        && host.policy().containsKey(problem.code().text()))
                .toList();
    }

    /** JSON is YAML, and fields that a plan does not have are left out. */
    static String text(ResolvedPlan plan) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("apiVersion", plan.language());
        text.put("kind", "UpgradePlan");
        text.putObject("metadata").put("name", plan.name()).put("owner", plan.owner());
        ObjectNode live = text.putObject("live");
        live.put("cluster", plan.cluster());
        plan.live().properties().forEach(field -> live.set(field.getKey(), field.getValue()));
        text.set("target", plan.target());
        plan.blocks().properties().stream()
                // Which lists were included is no field: their steps stand here already.
                .filter(field -> !field.getKey().equals("included"))
                .forEach(field -> text.set(field.getKey(), field.getValue()));
        var steps = text.putArray("steps");
        plan.steps().stream()
                // Nobody writes what is inserted; it comes again by itself.
                .filter(step -> step.inserted().isEmpty())
                .forEach(step -> steps.add(step(step)));
        return text.toString();
    }

    private static JsonNode step(ResolvedStep step) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        // The id of an included step has a dot, which no author may write.
        written.put("id", step.id().replace('.', '_'));
        written.set(step.kind(), step.with());
        written.put("when", step.when().name().toLowerCase(Locale.ROOT));
        return written;
    }
}
