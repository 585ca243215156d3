package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Only what changes nothing can be passed over when it fails. */
final class NoContinuePastChange implements Rule {

    static final ErrorCode CODE = new ErrorCode(1512, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Step step : plan.steps()) {
            boolean changes = !step.work().traits().touches().isEmpty();
            if (changes && continues(step.onFailure())) {
                problems.add(problem(plan, step, step.path()));
            }
            step.group()
                    .filter(group -> changes && continues(group.onFailure()))
                    .ifPresent(group -> problems.add(problem(plan, step, group.path())));
        }
        if (plan.onFailure().then().equals("continue")) {
            problems.add(Problem.error(
                            CODE,
                            plan.places().of("on_failure.then"),
                            "a plan cannot pass over every step that fails: some change something")
                    .withHelp("write `then: continue` at those steps that change nothing"));
        }
        return problems;
    }

    private static boolean continues(Optional<OnFailure> onFailure) {
        return onFailure.filter(own -> own.then().equals("continue")).isPresent();
    }

    /** @param path of the step, or of the group that it belongs to */
    private static Problem problem(UpgradePlan plan, Step step, String path) {
        return Problem.error(
                        CODE,
                        plan.places().of(path + ".on_failure.then"),
                        "`" + step.kind() + "` changes something and cannot be passed over")
                .withHelp("leave `then` out");
    }
}
