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

/** Ids differ by more than a stroke that is high or low: they are typed by people in a hurry. */
final class IdsTellApart implements Rule {

    static final ErrorCode CODE = new ErrorCode(1407, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Step> known = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            Step first = known.putIfAbsent(step.id().replace('_', '-'), step);
            if (first != null && !first.id().equals(step.id())) {
                problems.add(Problem.warning(
                                CODE,
                                place(plan, step),
                                "`" + first.id() + "` and `" + step.id() + "` differ by one stroke only")
                        .withSecond(place(plan, first), "the other one")
                        .withHelp("give one of them a name that nobody confuses with the other"));
            }
        }
        return problems;
    }

    private static SourcePlace place(UpgradePlan plan, Step step) {
        String id = step.path() + ".id";
        return plan.places().has(id) ? plan.places().of(id) : step.place();
    }
}
