package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** {@code needs} names steps that come before. */
final class NeedsKnownStep implements Rule {

    static final ErrorCode CODE = new ErrorCode(1402, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        List<String> all = plan.steps().stream().map(Step::id).toList();
        List<String> before = new ArrayList<>();
        for (Step step : plan.steps()) {
            for (String need : step.needs().orElse(List.of())) {
                if (!before.contains(need)) {
                    problems.add(problem(plan, step, need, all, before));
                }
            }
            before.add(step.id());
        }
        return problems;
    }

    private static Problem problem(UpgradePlan plan, Step step, String need, List<String> all, List<String> before) {
        String statement = all.contains(need)
                ? "`" + step.id() + "` needs `" + need + "`, which does not come before it"
                : "`" + step.id() + "` needs `" + need + "`, and there is no such step";
        String help = NearestName.of(need, before)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("leave `needs` out: a step needs all that come before it");
        return Problem.error(CODE, plan.places().of(step.path() + ".needs"), statement)
                .withHelp(help);
    }
}
