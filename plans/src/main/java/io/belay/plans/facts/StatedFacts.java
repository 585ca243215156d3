package io.belay.plans.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.ArrayList;
import java.util.List;

/** What a plan itself states of the world (stated fields choose nothing), against what the world says. Stateless. */
public final class StatedFacts {

    private StatedFacts() {}

    /** @return as drifts: {@code was} is what the plan states, {@code now} what the world says */
    public static List<Drift> against(ResolvedPlan plan, PinnedFacts world) {
        JsonNode facts = world.tree();
        JsonNode live = facts.path("live");
        JsonNode target = facts.path("target");
        List<Drift> drifts = new ArrayList<>();
        compare("live.version", plan.live().path("version"), live.path("major"), drifts);
        int major = live.path("major").asInt();
        if (plan.live().path("version").isMissingNode() && major >= plan.targetVersion()) {
            // That live is older than the target is stated by every plan.
            drifts.add(new Drift("live.version", "below " + plan.targetVersion(), Integer.toString(major)));
        }
        for (String field : List.of("system_identifier", "data_directory", "wal_directory", "service")) {
            compare("live." + field, plan.live().path(field), live.path(field), drifts);
        }
        for (String field : List.of("data_directory", "port")) {
            compare("target." + field, plan.target().path(field), target.path(field), drifts);
        }
        String driver = plan.blocks().path("storage").path("driver").asText("auto");
        String chosen = facts.path("storage").path("driver").asText();
        boolean same =
                driver.equals("auto") || driver.equals(chosen) || (driver.equals("xfs") && chosen.equals("reflink"));
        if (!same) {
            drifts.add(new Drift("storage.driver", driver, chosen));
        }
        return List.copyOf(drifts);
    }

    private static void compare(String name, JsonNode stated, JsonNode found, List<Drift> drifts) {
        if (!stated.isMissingNode() && !stated.isNull() && !stated.asText().equals(found.asText())) {
            drifts.add(new Drift(name, stated.asText(), found.asText()));
        }
    }
}
