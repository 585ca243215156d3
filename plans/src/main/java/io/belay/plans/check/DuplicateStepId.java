package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An id is the ledger's key: two steps with one id could not be told apart. */
final class DuplicateStepId implements Rule {

    static final ErrorCode CODE = new ErrorCode(1401, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Step> first = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            Step earlier = first.putIfAbsent(step.id(), step);
            if (earlier != null) {
                problems.add(Problem.error(CODE, step.place(), "two steps have the id `" + step.id() + "`")
                        .withLabel("again here")
                        .withSecond(earlier.place(), "first here")
                        .withHelp("give one of them a name of its own: `id: " + step.id() + "-again`"));
            }
        }
        return problems;
    }
}
