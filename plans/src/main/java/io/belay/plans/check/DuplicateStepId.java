package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An id is the ledger's key: two steps with one id could not be told apart. */
final class DuplicateStepId implements Rule {

    static final ErrorCode CODE = new ErrorCode(1401, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return check(plan.steps());
    }

    static List<Problem> check(List<Step> steps) {
        List<Problem> problems = new ArrayList<>();
        Map<String, SourcePlace> first = new LinkedHashMap<>();
        for (Step step : steps) {
            step.group()
                    .filter(group -> group.beginsWith(step))
                    .ifPresent(group -> once(group.id(), group.place(), first, problems));
            once(step.id(), step.place(), first, problems);
        }
        return problems;
    }

    private static void once(String id, SourcePlace place, Map<String, SourcePlace> first, List<Problem> problems) {
        SourcePlace earlier = first.putIfAbsent(id, place);
        if (earlier != null) {
            problems.add(Problem.error(CODE, place, "two steps have the id `" + id + "`")
                    .withLabel("again here")
                    .withSecond(earlier, "first here")
                    .withHelp("give one of them a name of its own: `id: " + id + "-again`"));
        }
    }
}
