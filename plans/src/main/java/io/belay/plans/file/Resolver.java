package io.belay.plans.file;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.Traits;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes out what the author left to Belay. Pure: the same plan gives the same result on every machine.
 *
 * <p>The closing proof of {@code pg_upgrade} is part of that step itself, so nothing is inserted for it.
 */
final class Resolver {

    /** Raised when defaults or rules of insertion change: the hash of every plan changes with it. */
    static final int VERSION = 1;

    private static final OnFailure BEHIND_CROSSING = new OnFailure("nothing", "wait_for_operator");

    private Resolver() {}

    /** @param plan without errors */
    static ResolvedPlan resolve(UpgradePlan plan) {
        List<ResolvedStep> steps = new ArrayList<>();
        List<Step> before = new ArrayList<>();
        boolean crossed = false;
        for (Step step : plan.steps()) {
            steps.add(resolve(step, plan, before, crossed));
            before.add(step);
            crossed |= step.is(Role.PROMOTES);
        }
        return new ResolvedPlan(
                "belay/v1",
                VERSION,
                plan.metadata().name(),
                plan.metadata().owner(),
                plan.metadata().change().orElse(""),
                plan.live().cluster().toString(),
                plan.forms().live(),
                plan.forms().target(),
                plan.forms().blocks(),
                steps);
    }

    private static ResolvedStep resolve(Step step, UpgradePlan plan, List<Step> before, boolean crossed) {
        Traits traits = step.work().traits();
        // Behind the crossing nothing is ever rolled back by itself, whatever the plan says of failures before it.
        OnFailure onFailure = crossed ? BEHIND_CROSSING : step.onFailureWithin(plan.onFailure());
        return new ResolvedStep(
                step.id(),
                step.kind(),
                traits.runsOn(),
                traits.touches(),
                traits.waypoint(),
                traits.required(),
                traits.back(),
                step.when(),
                step.needs().orElseGet(() -> sameRuns(step, before)),
                new ResolvedStep.Retry(step.launches(), DurationText.write(step.pause())),
                step.timeout()
                        .map(Resolver::text)
                        .orElseGet(() -> DurationText.write(plan.budget().hold())),
                new ResolvedStep.OnFailure(onFailure.rollBackTo(), onFailure.then()),
                step.note(),
                step.with());
    }

    /** All before it that take part in every run in which it does. */
    private static List<String> sameRuns(Step step, List<Step> before) {
        return before.stream()
                .filter(other -> other.when() == When.ALWAYS || other.when() == step.when())
                .map(Step::id)
                .toList();
    }

    private static String text(OrWord<Duration> duration) {
        return duration.value().map(DurationText::write).orElse(duration.word());
    }
}
