package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.ledger.GreenRehearsal;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Whether a plan may be applied: it promotes, and this very plan was rehearsed green not too long ago. Pure. */
public final class RehearsalAge {

    /** The language's default, for a plan that was resolved without one. */
    private static final String USUAL = "1d";

    private RehearsalAge() {}

    /** @return a failure when there is nothing in the plan for which an apply would be needed */
    public static StepResult judgeShape(ResolvedPlan plan) {
        boolean changesWhoIsLive = plan.steps().stream()
                .anyMatch(step -> step.touches().contains(Touches.CLIENTS)
                        || step.touches().contains(Touches.OLD_LIVE));
        return changesWhoIsLive
                ? StepResult.succeeded("the plan promotes", Map.of())
                : StepResult.failed(
                        EngineErrors.NO_PROMOTION,
                        "plan `" + plan.name()
                                + "` has no `promote`, so there is nothing to apply; nothing was started",
                        "rehearse it with `belay rehearse`, or write `promote: {mode: offline, way_back: none}` in it",
                        Map.of());
    }

    /** @param rehearse the command with which this very plan is rehearsed */
    public static StepResult judge(
            ResolvedPlan plan, String planHash, GreenRehearsal green, Instant now, String rehearse) {
        String limit = plan.blocks().path("budget").path("rehearsal_age").asText(USUAL);
        String which = "plan `" + plan.name() + "` (" + planHash.substring(0, Math.min(12, planHash.length())) + ")";
        if (green.isNone()) {
            return refused(
                    which + " has never passed a rehearsal in this very form; it has to, within " + limit
                            + " before clients are touched (`budget.rehearsal_age`)",
                    rehearse);
        }
        Duration age = Duration.between(Instant.parse(green.at()), now);
        if (age.compareTo(Durations.parse(limit)) > 0) {
            return refused(
                    which + " passed its last rehearsal (" + green.run() + ") " + hours(age)
                            + " ago; `budget.rehearsal_age` allows " + limit,
                    rehearse);
        }
        return StepResult.succeeded("rehearsed green " + hours(age) + " ago by " + green.run(), Map.of());
    }

    private static StepResult refused(String summary, String rehearse) {
        return StepResult.failed(
                EngineErrors.NOT_REHEARSED, summary, "run `" + rehearse + "` first", Map.of("next", rehearse));
    }

    private static String hours(Duration age) {
        return age.toHours() >= 1 ? age.toHours() + "h" : Math.max(0, age.toMinutes()) + "m";
    }
}
