package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Somebody is asked before live is replaced. A host's policy may make it an error. */
final class ApprovalBeforePromotion implements Rule {

    static final ErrorCode CODE = new ErrorCode(1504, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .filter(promote -> !order.has(Role.ASKS_PEOPLE, promote))
                .map(promote -> Problem.warning(CODE, promote.place(), "nobody is asked before `promote`")
                        .withHelp(Order.above(promote, "approve: {by: GROUP}")))
                .toList();
    }
}
