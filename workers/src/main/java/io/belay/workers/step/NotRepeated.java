package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.workers.hold.HoldErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A promotion upgrades a clone of live's last state, so whatever a plan did to its candidate has to be done to that clone too. What
 * the hold does not repeat would silently be missing in new; such a plan is refused before anything is touched. Stateless.
 */
final class NotRepeated {

    /** By the hold itself; statistics are made behind it. */
    private static final Set<String> REPEATED = Set.of("clone", "pg_upgrade", "extensions", "analyze");

    private static final String REINDEX = "reindex";

    private NotRepeated() {}

    /** Known from the plan alone. */
    static Optional<StepResult> byPlan(StepContext context) {
        return refusal(context, step -> !step.kind().equals(REINDEX));
    }

    /** Known once the step has run: one that had nothing to rebuild leaves nothing to repeat. */
    static Optional<StepResult> byResult(StepContext context) {
        StepMemory memory = new StepMemory(context);
        return refusal(
                context,
                step -> step.kind().equals(REINDEX)
                        && memory.newest(step.id())
                                .filter(result -> !result.facts()
                                        .getOrDefault("rebuilt", "0")
                                        .equals("0"))
                                .isPresent());
    }

    private static Optional<StepResult> refusal(StepContext context, Predicate<ResolvedStep> concerned) {
        List<String> missing = context.plan().steps().stream()
                .takeWhile(step -> !step.id().equals(context.request().stepId()))
                .filter(step -> step.takesPartIn(false)
                        && step.touches().contains(Touches.CANDIDATE)
                        && !REPEATED.contains(step.kind()))
                .filter(concerned)
                .map(step -> "`" + step.id() + "`")
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(StepResult.failed(
                HoldErrors.NOT_REPEATED,
                "the promotion does not repeat what " + String.join(", ", missing)
                        + " did to the candidate, so it would be missing in new. Nothing was done",
                "have these steps run in rehearsals only (`when: rehearsal`), and do by hand on new what they do;"
                        + " or install a Belay whose promotion repeats them",
                Map.of()));
    }
}
