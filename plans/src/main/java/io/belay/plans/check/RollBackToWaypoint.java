package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Group;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rolling back goes to a step that leaves a waypoint, that comes before, and that can still be restored. */
final class RollBackToWaypoint implements Rule {

    static final ErrorCode CODE = new ErrorCode(1517, TEXT);

    private static final Set<String> WORDS = Set.of("last_good_step", "start", "nothing");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Set<Step> late = Set.copyOf(behindFollow(plan));
        String whole = plan.onFailure().rollBackTo();
        String path = "on_failure.roll_back_to";
        unknown(plan, whole, path, plan.steps()).ifPresent(problems::add);
        // The plan's holds for the promotion too, unless that says otherwise.
        late.stream()
                .filter(step -> step.is(Role.PROMOTES)
                        && step.onFailureWithin(plan.onFailure()).equals(plan.onFailure()))
                .forEach(step -> lost(plan, whole, path).ifPresent(problems::add));
        List<Step> before = new ArrayList<>();
        for (Step step : plan.steps()) {
            own(plan, step, before, late.contains(step)).forEach(problems::add);
            before.add(step);
        }
        return problems;
    }

    private static List<Problem> own(UpgradePlan plan, Step step, List<Step> before, boolean late) {
        List<Problem> problems = new ArrayList<>();
        String path = step.group().map(Group::path).orElse(step.path()) + ".on_failure.roll_back_to";
        String to = step.group()
                .map(Group::onFailure)
                .orElse(step.onFailure())
                .map(OnFailure::rollBackTo)
                .orElse("");
        unknown(plan, to, path, before).ifPresent(problems::add);
        if (late) {
            lost(plan, to, path).ifPresent(problems::add);
        }
        return problems;
    }

    /** Steps of an online plan behind the last one that works on the candidate: there rows flow already. */
    private static List<Step> behindFollow(UpgradePlan plan) {
        List<Step> open =
                plan.steps().stream().takeWhile(step -> !step.is(Role.PROMOTES)).toList();
        boolean online = plan.steps().stream()
                .anyMatch(step -> step.is(Role.PROMOTES) && step.option("mode").equals("online"));
        int place = 0;
        for (int i = 0; i < open.size(); i++) {
            Step step = open.get(i);
            boolean works =
                    step.is(Role.CHANGES_CANDIDATE) || step.is(Role.PROVES_CANDIDATE) || step.is(Role.MAKES_CANDIDATE);
            place = works ? i + 1 : place;
        }
        return online ? plan.steps().subList(place, plan.steps().size()) : List.of();
    }

    private static List<String> usable(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.work().traits().waypoint())
                .map(Step::id)
                .toList();
    }

    private static Optional<Problem> unknown(UpgradePlan plan, String to, String path, List<Step> before) {
        if (to.isEmpty() || WORDS.contains(to)) {
            return Optional.empty();
        }
        List<String> usable = usable(before);
        if (usable.contains(to)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error(CODE, plan.places().of(path), "no waypoint to go back to stands behind `" + to + "`")
                        .withHelp(NearestName.of(to, usable)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("write `roll_back_to: last_good_step`")));
    }

    private static Optional<Problem> lost(UpgradePlan plan, String to, String path) {
        if (to.isEmpty() || !usable(plan.steps()).contains(to)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error(CODE, plan.places().of(path), "once rows flow, `" + to + "` cannot be restored")
                        .withLabel("live's slots are past it")
                        .withHelp("write `roll_back_to: last_good_step`"));
    }
}
