package io.belay.plans.graph;

import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.step.StepKind;
import io.belay.plans.step.StepKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a plan in their order, each with its place before or behind the crossing and its way back. Immutable. */
public final class Way {

    private final ResolvedPlan plan;
    private final List<Stop> stops;

    private Way(ResolvedPlan plan) {
        this.plan = plan;
        this.stops = stops(plan);
    }

    public static Way of(ResolvedPlan plan) {
        return new Way(plan);
    }

    /** As text for Mermaid. */
    public String mermaid() {
        return new MermaidWay(this).write();
    }

    /** As a picture that stands alone: a file of its own. */
    public String svg() {
        return new WayPicture(this).file();
    }

    public ResolvedPlan plan() {
        return plan;
    }

    public List<Stop> stops() {
        return stops;
    }

    /** The step that makes new live; empty in a plan that is only rehearsed. */
    public Optional<Stop> promotion() {
        return stops.stream().filter(Stop::promotes).findFirst();
    }

    /** The first step that changes anything on live. */
    public Optional<Stop> firstOnLive() {
        return stops.stream().filter(Stop::touchesLive).findFirst();
    }

    public List<Stop> pointsOfNoReturn() {
        return stops.stream().filter(Stop::isNoReturn).toList();
    }

    /** {@code 14 to 17}, or {@code to 17} when the plan does not state what live is. */
    public String versions() {
        String from = plan.live().path("version").asText();
        return (from.isEmpty() ? "to " : from + " to ") + plan.targetVersion();
    }

    private static List<Stop> stops(ResolvedPlan plan) {
        List<Stop> stops = new ArrayList<>();
        Stage stage = Stage.UNTOUCHED;
        String waypoint = "";
        for (ResolvedStep step : plan.steps()) {
            StepKind kind = StepKinds.find(step.kind())
                    .orElseThrow(() -> new IllegalArgumentException("no step kind " + step.kind()));
            stage = entered(stage, step);
            boolean restored = step.back().by().equals("restore");
            stops.add(new Stop(
                    stops.size() + 1,
                    step,
                    stage,
                    kind.does(step),
                    kind.touchesInWords(step),
                    restored ? waypoint : "",
                    kind.goingBack(step, waypoint),
                    kind.crossing(step),
                    kind.parts(step),
                    step.inserted()));
            stage = stage == Stage.PROMOTION ? Stage.CROSSED : stage;
            waypoint = step.waypoint() ? step.id() : waypoint;
        }
        return List.copyOf(stops);
    }

    private static Stage entered(Stage before, ResolvedStep step) {
        if (step.touches().contains(ResolvedStep.Touches.CLIENTS)) {
            return Stage.PROMOTION;
        }
        if (step.touches().contains(ResolvedStep.Touches.OLD_LIVE)) {
            return Stage.ENDED;
        }
        boolean prepares = step.touches().contains(ResolvedStep.Touches.LIVE) && before == Stage.UNTOUCHED;
        return prepares ? Stage.PREPARED : before;
    }
}
