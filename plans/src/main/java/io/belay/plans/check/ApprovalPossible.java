package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** As many people can approve as are needed. How many a group has, the host knows. */
final class ApprovalPossible implements Rule {

    static final ErrorCode CODE = new ErrorCode(1520, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Step step : plan.steps()) {
            Field count = new Field(plan, step, "count");
            List<String> by = Order.texts(step.with().path("by"));
            boolean persons = !by.isEmpty() && by.stream().allMatch(name -> name.contains("@"));
            if (step.is(Role.ASKS_PEOPLE)
                    && persons
                    && step.with().path("count").asInt() > by.size()) {
                problems.add(Problem.error(
                                CODE,
                                count.place(),
                                count.text() + " approvals of " + people(by.size()) + " can never be given")
                        .withSecond(new Field(plan, step, "by").place(), "these are asked, each once")
                        .withHelp("write `count: " + by.size() + "`, or name more people"));
            }
        }
        return problems;
    }

    private static String people(int count) {
        return count == 1 ? "one person" : count + " people";
    }
}
