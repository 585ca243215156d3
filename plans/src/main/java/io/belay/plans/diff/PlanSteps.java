package io.belay.plans.diff;

import io.belay.plans.diff.Change.Sort;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Steps that came, went, moved or changed. What only follows from another change (the steps before one, the plan's own
 * {@code on_failure}) is not said again for each of them. For one comparison, one thread.
 */
final class PlanSteps {

    /** What a comparison knows of one of the two plans. */
    record Side(ResolvedPlan plan, Map<String, String> paths, Set<String> defaults) {

        private Map<String, ResolvedStep> byId() {
            Map<String, ResolvedStep> steps = new LinkedHashMap<>();
            plan.steps().forEach(step -> steps.put(step.id(), step));
            return steps;
        }
    }

    private final Side before;
    private final Side after;
    private final Map<String, ResolvedStep> old;
    private final Map<String, ResolvedStep> now;

    private PlanSteps(Side before, Side after) {
        this.before = before;
        this.after = after;
        this.old = before.byId();
        this.now = after.byId();
    }

    static List<Change> compare(Side before, Side after) {
        return new PlanSteps(before, after).changes();
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (ResolvedStep step : old.values()) {
            if (!now.containsKey(step.id())) {
                changes.add(Change.of(Sort.REMOVED, named(step), "was " + place(before.plan(), step.id())));
            }
        }
        List<String> common = old.keySet().stream().filter(now::containsKey).toList();
        List<String> order = now.keySet().stream().filter(old::containsKey).toList();
        List<String> moved = StepOrder.moved(common, order);
        for (ResolvedStep step : now.values()) {
            if (!old.containsKey(step.id())) {
                changes.add(Change.of(Sort.ADDED, named(step), place(after.plan(), step.id()) + inserted(step)));
            } else if (moved.contains(step.id())) {
                changes.add(Change.of(
                        Sort.MOVED,
                        step.id(),
                        "from " + place(before.plan(), step.id()) + " to " + place(after.plan(), step.id())));
            }
        }
        for (ResolvedStep step : now.values()) {
            ResolvedStep was = old.get(step.id());
            if (was != null) {
                changes.addAll(changed(was, step));
            }
        }
        return changes;
    }

    private static String named(ResolvedStep step) {
        return step.id().equals(step.kind()) ? step.id() : step.id() + " (" + step.kind() + ")";
    }

    private static String inserted(ResolvedStep step) {
        return step.inserted().isEmpty() ? "" : ", inserted by Belay (" + step.inserted() + ")";
    }

    private static String place(ResolvedPlan plan, String id) {
        String behind = "first";
        for (ResolvedStep step : plan.steps()) {
            if (step.id().equals(id)) {
                return behind;
            }
            behind = "behind `" + step.id() + "`";
        }
        return behind;
    }

    private List<Change> changed(ResolvedStep was, ResolvedStep is) {
        Fields left = fields(was, before);
        Fields right = fields(is, after);
        left.add(was.id() + ".needs", needs(was));
        right.add(is.id() + ".needs", needs(is));
        if (!ofPlan(was, before.plan()) || !ofPlan(is, after.plan())) {
            left.add(was.id() + ".on_failure", onFailure(was));
            right.add(is.id() + ".on_failure", onFailure(is));
        }
        if (!ofBudget(was, before.plan()) || !ofBudget(is, after.plan())) {
            left.add(was.id() + ".timeout", was.timeout());
            right.add(is.id() + ".timeout", is.timeout());
        }
        List<Change> changes = new ArrayList<>(Fields.compare(left, right));
        changes.addAll(parts(was, is));
        return changes;
    }

    private static Fields fields(ResolvedStep step, Side side) {
        Fields fields = new Fields(side.defaults());
        String id = step.id();
        fields.add(id + " is", step.kind());
        fields.add(id, side.paths().getOrDefault(id, "") + "." + step.kind(), step.with());
        fields.add(id + ".when", step.when().name().toLowerCase(Locale.ROOT));
        fields.add(id + ".retry.launches", Integer.toString(step.retry().launches()));
        fields.add(id + ".retry.wait", step.retry().pause());
        fields.add(id + ".note", step.note());
        fields.add(id + ": group", step.group());
        fields.add(id + ": members at a time", step.limit() == 0 ? "" : Integer.toString(step.limit()));
        fields.add(id + ": going back", back(step));
        fields.add(
                id + ": touches",
                String.join(", ", step.touches().stream().map(PlanSteps::word).toList()));
        return fields;
    }

    private static String word(ResolvedStep.Touches touched) {
        return touched.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Parts that came or went; their order follows from that of the steps. */
    private static List<Change> parts(ResolvedStep was, ResolvedStep is) {
        List<Change> changes = new ArrayList<>();
        Stream.of(was.parts(), is.parts()).flatMap(List::stream).distinct().forEach(part -> {
            String subject = is.id() + ": " + (part.of().isEmpty() ? part.kind() : part.of() + " " + part.kind());
            if (!is.parts().contains(part)) {
                changes.add(Change.of(Sort.REMOVED, subject, "was part of it (" + part.rule() + ")"));
            } else if (!was.parts().contains(part)) {
                changes.add(Change.of(Sort.ADDED, subject, "is part of it (" + part.rule() + ")"));
            }
        });
        return changes;
    }

    private static String back(ResolvedStep step) {
        String how = step.back().by().equals("none") ? "NONE" : step.back().by().replace('_', ' ');
        return how + ", loses " + step.back().loses();
    }

    private static String onFailure(ResolvedStep step) {
        return "{roll_back_to: " + step.onFailure().rollBackTo() + ", then: "
                + step.onFailure().then() + "}";
    }

    private static String needs(ResolvedStep step) {
        return step.needs().isEmpty() ? "all before it" : "[" + String.join(", ", step.needs()) + "]";
    }

    private static boolean ofPlan(ResolvedStep step, ResolvedPlan plan) {
        var whole = plan.blocks().path("on_failure");
        return step.onFailure().rollBackTo().equals(whole.path("roll_back_to").asText())
                && step.onFailure().then().equals(whole.path("then").asText());
    }

    private static boolean ofBudget(ResolvedStep step, ResolvedPlan plan) {
        return step.timeout().equals(plan.blocks().path("budget").path("hold").asText());
    }
}
