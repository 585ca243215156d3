package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.ArrayList;
import java.util.List;

/** What a step needs takes part in every run in which the step does. */
final class NeedsSameRuns implements Rule {

    static final ErrorCode CODE = new ErrorCode(1403, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Step step : plan.steps()) {
            for (String need : step.needs().orElse(List.of())) {
                plan.steps().stream()
                        .takeWhile(other -> !other.equals(step))
                        .filter(other -> other.id().equals(need))
                        .filter(other -> !covers(other.when(), step.when()))
                        .findFirst()
                        .ifPresent(other -> problems.add(problem(plan, step, other)));
            }
        }
        return problems;
    }

    private static boolean covers(When needed, When needing) {
        return needed == When.ALWAYS || needed == needing;
    }

    private static Problem problem(UpgradePlan plan, Step step, Step needed) {
        boolean applyOnly = needed.when() == When.APPLY;
        return Problem.error(
                        CODE,
                        plan.places().of(step.path() + ".needs"),
                        "in " + (applyOnly ? "rehearsals" : "an apply") + " `" + step.id() + "` needs `" + needed.id()
                                + "`, which runs only in " + (applyOnly ? "an apply" : "rehearsals"))
                .withSecond(needed.place(), "only in " + (applyOnly ? "an apply" : "rehearsals"))
                .withHelp("give both the same `when`, or take `" + needed.id() + "` out of `needs`");
    }
}
