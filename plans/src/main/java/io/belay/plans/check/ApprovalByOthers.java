package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Who starts a run does not approve it alone. */
final class ApprovalByOthers implements Rule {

    static final ErrorCode CODE = new ErrorCode(1523, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.steps().stream()
                .filter(step -> step.is(Role.ASKS_PEOPLE))
                .filter(step -> step.option("self").equals("true")
                        && step.option("count").equals("1"))
                .map(step -> Problem.warning(
                                CODE, new Field(plan, step, "self").place(), "who starts the run may approve it alone")
                        .withHelp("leave `self` out, or write `count: 2`: then somebody else agrees too"))
                .toList();
    }
}
