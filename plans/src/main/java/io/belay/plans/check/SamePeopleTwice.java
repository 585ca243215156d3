package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nobody is asked the same again with nothing done in between. */
final class SamePeopleTwice implements Rule {

    static final ErrorCode CODE = new ErrorCode(1521, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        List<Step> steps = plan.stepsOf(false);
        for (int i = 1; i < steps.size(); i++) {
            Step step = steps.get(i);
            Step before = steps.get(i - 1);
            boolean both = step.is(Role.ASKS_PEOPLE) && before.is(Role.ASKS_PEOPLE);
            if (both && people(step).equals(people(before))) {
                problems.add(Problem.warning(CODE, step.place(), "the same people are asked twice in a row")
                        .withLabel("again here")
                        .withSecond(before.place(), "asked here")
                        .withHelp("delete one of them; when two people shall agree, write `count: 2`"));
            }
        }
        return problems;
    }

    private static Set<String> people(Step step) {
        return Set.copyOf(Order.texts(step.with().path("by")));
    }
}
