package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Live is looked at before it is replaced. */
final class PreflightBeforePromotion implements Rule {

    static final ErrorCode CODE = new ErrorCode(1505, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .filter(promote -> !order.has(Role.LOOKS_AT_LIVE, promote))
                .map(promote -> Problem.error(CODE, promote.place(), "live is not looked at before `promote`")
                        .withHelp("write `" + Order.item(promote, "preflight") + "` as the first step"))
                .toList();
    }
}
