package io.belay.plans.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.step.StepKind;
import io.belay.plans.step.StepKind.Part;
import io.belay.plans.step.StepKind.Return;
import io.belay.plans.step.StepKinds;
import java.util.ArrayList;
import java.util.List;

/** What a resolved plan will do, step by step, and how one goes back from each. Immutable. */
public final class Explanation {

    /**
     * One line of the table.
     *
     * @param number from 1
     * @param inserted the rule that brought it, empty for what its author wrote
     * @param group of the steps beside which it runs, empty when it runs alone
     * @param crossing the line behind it that one crosses for good, empty when there is none
     */
    record Row(
            int number,
            String id,
            String kind,
            String inserted,
            String group,
            int limit,
            String does,
            String touches,
            String waypoint,
            Return goingBack,
            String crossing,
            List<Part> parts,
            String note) {}

    private final ResolvedPlan plan;
    private final String hash;
    private final List<UsedDefault> defaults;
    private final List<String> missing;
    private final List<Row> rows;

    private Explanation(ResolvedPlan plan, List<UsedDefault> defaults, List<String> missing) {
        this.missing = List.copyOf(missing);
        this.plan = plan;
        this.hash = CanonicalForm.hash(CanonicalForm.write(plan));
        this.defaults = List.copyOf(defaults);
        this.rows = rows(plan);
    }

    public static Explanation of(ResolvedPlan plan) {
        return new Explanation(plan, List.of(), List.of());
    }

    /** @param used what the author left to Belay, as the reading of the plan found it */
    public Explanation withDefaults(List<UsedDefault> used) {
        return new Explanation(plan, used, missing);
    }

    /** @param words what in the plan nothing at hand carries out, each as a note */
    public Explanation withMissing(List<String> words) {
        return new Explanation(plan, defaults, words);
    }

    /**
     * For a person.
     *
     * @param listDefaults each default in a line of its own; else they are counted
     */
    public String text(boolean listDefaults) {
        return new ExplanationText(this, 0).write(listDefaults);
    }

    /** The same on a terminal of so many columns: no line is longer, unless a single word is. */
    public String text(boolean listDefaults, int columns) {
        return new ExplanationText(this, columns).write(listDefaults);
    }

    /** The same for programs. */
    public ObjectNode json() {
        return ExplanationJson.of(this);
    }

    ResolvedPlan plan() {
        return plan;
    }

    String hash() {
        return hash;
    }

    List<UsedDefault> defaults() {
        return defaults;
    }

    List<String> missing() {
        return missing;
    }

    /** {@code online} or {@code offline}; empty when nothing in the plan promotes. */
    String mode() {
        return plan.steps().stream()
                .filter(step -> step.touches().contains(Touches.CLIENTS))
                .map(step -> step.with().path("mode").asText("offline"))
                .findFirst()
                .orElse("");
    }

    List<Row> rows() {
        return rows;
    }

    /** Ids of steps that are left out of rehearsals. */
    List<String> applyOnly() {
        return plan.steps().stream()
                .filter(step -> !step.takesPartIn(true))
                .map(ResolvedStep::id)
                .toList();
    }

    boolean promotes() {
        return !mode().isEmpty();
    }

    private static List<Row> rows(ResolvedPlan plan) {
        List<Row> rows = new ArrayList<>();
        String waypoint = "";
        for (ResolvedStep step : plan.steps()) {
            StepKind kind = StepKinds.find(step.kind())
                    .orElseThrow(() -> new IllegalArgumentException("no step kind " + step.kind()));
            boolean twin = step.waypoint() && waypoint.isEmpty();
            rows.add(new Row(
                    rows.size() + 1,
                    step.id(),
                    step.kind(),
                    step.inserted(),
                    step.group(),
                    step.limit(),
                    kind.does(step),
                    kind.touchesInWords(step),
                    step.waypoint() ? step.id() + (twin ? " (twin)" : "") : "-",
                    kind.goingBack(step, waypoint),
                    kind.crossing(step),
                    kind.parts(step),
                    step.note()));
            waypoint = step.waypoint() ? step.id() : waypoint;
        }
        return List.copyOf(rows);
    }
}
