package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.hold.HoldOrder.Extensions;
import io.belay.workers.hold.Repeat;
import io.belay.workers.hold.Repeat.Rebuilding;
import io.belay.workers.hold.Repeat.Script;
import io.belay.workers.hold.Repeat.Updating;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of the steps before a promotion the hold does once more, because new is made of live's last state. Pure.
 *
 * @param extensions brought up to date before new is compared with live's last state; the first thing that an author adds ends that
 * @param behind in the plan's order
 */
public record Repeats(Extensions extensions, List<Repeat> behind) {

    private static final Extensions NONE = new Extensions(false, List.of(), List.of());

    public Repeats {
        behind = List.copyOf(behind);
    }

    static Repeats of(StepContext context) {
        StepMemory memory = new StepMemory(context);
        return of(
                context.plan().steps(),
                context.request().stepId(),
                step -> memory.newest(step).isPresent());
    }

    /**
     * @param promotion id of the step
     * @param carriedOut whether a step of this id was, in this run: what an operator skipped is not repeated either
     */
    public static Repeats of(List<ResolvedStep> steps, String promotion, Predicate<String> carriedOut) {
        Optional<Extensions> extensions = Optional.empty();
        List<Repeat> behind = new ArrayList<>();
        for (ResolvedStep step : before(steps, promotion)) {
            switch (step.kind()) {
                case "extensions" -> {
                    if (behind.isEmpty() && extensions.isEmpty()) {
                        extensions = Optional.of(extensions(step));
                    } else {
                        behind.add(new Updating(step.id(), extensions(step)));
                    }
                }
                case "sql" -> behind.add(script(step));
                case "reindex" -> {
                    if (carriedOut.test(step.id())) {
                        behind.add(rebuilding(step));
                    }
                }
                default -> {}
            }
        }
        return new Repeats(extensions.orElse(NONE), behind);
    }

    /** Those that an apply carries out before the promotion. */
    static List<ResolvedStep> before(List<ResolvedStep> steps, String promotion) {
        return steps.stream()
                .takeWhile(step -> !step.id().equals(promotion))
                .filter(step -> step.takesPartIn(false))
                .toList();
    }

    boolean hasScripts() {
        return behind.stream().anyMatch(Script.class::isInstance);
    }

    private static Extensions extensions(ResolvedStep step) {
        JsonNode update = step.with().path("update");
        return new Extensions(
                !update.isArray(), texts(update), texts(step.with().path("except")));
    }

    private static Script script(ResolvedStep step) {
        JsonNode with = step.with();
        return new Script(
                step.id(),
                with.path("file").path("path").asText(),
                with.path("file").path("text").asText(),
                texts(with.path("databases")),
                !with.path("transaction").asText().equals("per_statement"),
                StepTimes.parse(step.timeout()).toMillis());
    }

    private static Rebuilding rebuilding(ResolvedStep step) {
        JsonNode what = step.with().path("what");
        return new Rebuilding(
                step.id(),
                what.isArray() ? Rebuilding.NAMED : what.asText("affected"),
                texts(what),
                step.with().path("jobs").asInt(0),
                StepTimes.parse(step.timeout()).toMillis());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(entry -> texts.add(entry.asText()));
        }
        return texts;
    }
}
