package io.belay.plans.file;

import io.belay.plans.file.Insertion.Placed;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.Group;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.Traits;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes out what the author left to Belay. Pure: the same plan gives the same result on every machine. */
final class Resolver {

    /** Raised when defaults or rules of insertion change: the hash of every plan changes with it. */
    static final int VERSION = 4;

    private static final OnFailure BEHIND_CROSSING = new OnFailure("nothing", "wait_for_operator");

    private Resolver() {}

    /** @param plan without errors */
    static ResolvedPlan resolve(UpgradePlan plan) {
        Insertion insertion = new Insertion(plan);
        List<ResolvedStep> steps = new ArrayList<>();
        List<Step> before = new ArrayList<>();
        boolean crossed = false;
        for (Placed placed : insertion.steps()) {
            steps.add(resolve(placed, plan, insertion, before, crossed));
            before.add(placed.step());
            crossed |= placed.step().is(Role.PROMOTES);
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

    private static ResolvedStep resolve(
            Placed placed, UpgradePlan plan, Insertion insertion, List<Step> before, boolean crossed) {
        Step step = placed.step();
        Traits traits = step.work().traits();
        // Behind the crossing nothing is ever rolled back by itself, whatever the plan says of failures before it.
        OnFailure onFailure = crossed ? BEHIND_CROSSING : step.onFailureWithin(plan.onFailure());
        return new ResolvedStep(
                step.id(),
                step.kind(),
                traits.runsOn(),
                traits.touches(),
                insertion.hasWaypoint(step),
                traits.required(),
                traits.back(),
                step.when(),
                needs(step, before),
                new ResolvedStep.Retry(step.launches(), DurationText.write(step.pause())),
                step.timeout()
                        .map(Resolver::text)
                        .orElseGet(() -> DurationText.write(plan.budget().hold())),
                new ResolvedStep.OnFailure(onFailure.rollBackTo(), onFailure.then()),
                step.note(),
                placed.rule(),
                step.group().map(Group::id).orElse(""),
                step.group().map(Group::limit).orElse(0),
                insertion.parts(step),
                step.with());
    }

    /** What was written; a member of a group needs what the group needs, and those members that it names. */
    private static List<String> needs(Step step, List<Step> before) {
        List<String> written = Stream.of(step.group().flatMap(Group::needs), step.needs())
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (written.isEmpty()) {
            return written;
        }
        // A step that is left out of this plan is needed by nobody.
        Set<String> kept = before.stream().map(Step::id).collect(Collectors.toSet());
        return written.stream().filter(kept::contains).toList();
    }

    private static String text(OrWord<Duration> duration) {
        return duration.value().map(DurationText::write).orElse(duration.word());
    }
}
