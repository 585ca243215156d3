package io.belay.cli;

import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.step.StepKind;
import io.belay.plans.step.StepKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an apply will do, in few lines, and what of it cannot be taken back. Pure. */
final class ApplyOutline {

    private final ResolvedPlan plan;
    private final String hash;

    ApplyOutline(ResolvedPlan plan, String hash) {
        this.plan = plan;
        this.hash = hash;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String from = plan.live().has("version") ? plan.live().path("version").asText() + " to " : "to ";
        lines.add("apply " + plan.name() + " (plan " + hash.substring(0, 12) + ") to " + plan.cluster() + ", " + from
                + plan.targetVersion());
        lines.add("  steps  " + steps().stream().map(ResolvedStep::id).collect(Collectors.joining(", ")));
        steps().stream()
                .filter(step -> step.runsOn() == RunsOn.PERSON)
                .forEach(step -> lines.add("  waits  at `" + step.id() + "`, for " + people(step)));
        steps().stream()
                .filter(step -> step.touches().contains(Touches.CLIENTS))
                .forEach(step -> lines.add("  live   serves on until `" + step.id()
                        + "`; clients are then held for at most "
                        + plan.blocks().path("budget").path("hold").asText() + ", or live is open again"));
        return lines;
    }

    /** In the plan's order, each with what it costs. */
    List<String> pointsOfNoReturn() {
        List<String> lines = new ArrayList<>();
        for (ResolvedStep step : steps()) {
            if (!step.back().by().equals("none")) {
                continue;
            }
            StepKind kind = StepKinds.find(step.kind())
                    .orElseThrow(() -> new IllegalArgumentException("no step kind " + step.kind()));
            String asks =
                    step.with().has("after") ? " (" + kind.goingBack(step, "").cost() + ")" : "";
            lines.add("`" + step.id() + "`: " + kind.crossing(step) + asks);
        }
        return lines;
    }

    private List<ResolvedStep> steps() {
        return plan.steps().stream().filter(step -> step.takesPartIn(false)).toList();
    }

    private static String people(ResolvedStep step) {
        List<String> names = new ArrayList<>();
        step.with().path("by").forEach(name -> names.add(name.asText()));
        int count = step.with().path("count").asInt(1);
        return (count > 1 ? count + " of " : "") + String.join(" or ", names) + "; an approval expires "
                + step.with().path("expires").asText() + " after it is given";
    }
}
