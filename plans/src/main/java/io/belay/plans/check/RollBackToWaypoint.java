package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rolling back goes to a step that leaves a waypoint, and that comes before. */
final class RollBackToWaypoint implements Rule {

    static final ErrorCode CODE = new ErrorCode(1517, TEXT);

    private static final Set<String> WORDS = Set.of("last_good_step", "start", "nothing");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        problem(plan, plan.onFailure().rollBackTo(), "on_failure.roll_back_to", plan.steps())
                .ifPresent(problems::add);
        List<Step> before = new ArrayList<>();
        for (Step step : plan.steps()) {
            String to = step.onFailure().map(OnFailure::rollBackTo).orElse("");
            problem(plan, to, step.path() + ".on_failure.roll_back_to", before).ifPresent(problems::add);
            before.add(step);
        }
        return problems;
    }

    private static Optional<Problem> problem(UpgradePlan plan, String to, String path, List<Step> before) {
        List<String> usable = before.stream()
                .filter(step -> step.work().traits().waypoint())
                .map(Step::id)
                .toList();
        if (to.isEmpty() || WORDS.contains(to) || usable.contains(to)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error(CODE, plan.places().of(path), "no waypoint to go back to stands behind `" + to + "`")
                        .withHelp(NearestName.of(to, usable)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("write `roll_back_to: last_good_step`")));
    }
}
