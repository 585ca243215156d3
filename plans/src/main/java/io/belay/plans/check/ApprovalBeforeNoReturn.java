package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A point of no return is announced to somebody. */
final class ApprovalBeforeNoReturn implements Rule {

    static final ErrorCode CODE = new ErrorCode(1514, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .filter(promote -> promote.work().traits().back().by().equals("none"))
                .filter(promote -> !order.has(Role.ASKS_PEOPLE, promote))
                .map(promote -> Problem.warning(
                                CODE,
                                plan.places().of(promote.path() + "." + promote.kind() + ".way_back"),
                                "a point of no return is crossed unannounced")
                        .withHelp(
                                Order.above(promote, "approve: {by: GROUP, asks: \"There is no way back. Promote?\"}")))
                .toList();
    }
}
