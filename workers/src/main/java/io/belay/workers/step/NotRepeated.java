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
 * the hold does not repeat would silently be missing in new; such a plan is refused before anything is touched. Most of it is told
 * when the plan is read; this is for what no text tells, and for plans that another version read. Stateless.
 */
final class NotRepeated {

    /** By the hold itself, see {@link Repeats}; statistics are made behind it. */
    private static final Set<String> REPEATED =
            Set.of("clone", "pg_upgrade", "extensions", "analyze", "sql", "reindex");

    private static final String SQL = "sql";

    private NotRepeated() {}

    /** Known from the plan alone. */
    static Optional<StepResult> byPlan(StepContext context) {
        return refusal(
                context,
                step -> step.touches().contains(Touches.CANDIDATE) && !REPEATED.contains(step.kind()),
                "the promotion does not repeat what %s did to the candidate, so it would be missing in new. Nothing was done",
                "have these steps run in rehearsals only (`when: rehearsal`), and do by hand on new what they do;"
                        + " or write them as `sql`");
    }

    /** SQL that this run's candidate never bore is not tried on what becomes live. */
    static Optional<StepResult> byResult(StepContext context) {
        StepMemory memory = new StepMemory(context);
        return refusal(
                context,
                step -> step.kind().equals(SQL) && memory.newest(step.id()).isEmpty(),
                "this host does not know that %s ran on this run's candidate, and the promotion repeats only what did."
                        + " Nothing was done",
                "apply the plan once more: another run begins with a candidate of its own");
    }

    private static Optional<StepResult> refusal(
            StepContext context, Predicate<ResolvedStep> concerned, String words, String remedy) {
        List<String> steps = Repeats.before(
                        context.plan().steps(), context.request().stepId())
                .stream()
                .filter(concerned)
                .map(step -> "`" + step.id() + "`")
                .toList();
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(StepResult.failed(
                        HoldErrors.NOT_REPEATED, words.formatted(String.join(", ", steps)), remedy, Map.of()));
    }
}
