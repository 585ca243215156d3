package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Only what changes nothing can be passed over when it fails. */
final class NoContinuePastChange implements Rule {

    static final ErrorCode CODE = new ErrorCode(1512, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Step step : plan.steps()) {
            boolean changes = !step.work().traits().touches().isEmpty();
            boolean own = step.onFailure().map(OnFailure::then).orElse("").equals("continue");
            if (changes && own) {
                problems.add(Problem.error(
                                CODE,
                                plan.places().of(step.path() + ".on_failure.then"),
                                "`" + step.kind() + "` changes something and cannot be passed over")
                        .withHelp("leave `then` out"));
            }
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
}
