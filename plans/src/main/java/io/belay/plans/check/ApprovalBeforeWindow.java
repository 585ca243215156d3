package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Who approves does so before the window opens, and not while it passes. */
final class ApprovalBeforeWindow implements Rule {

    static final ErrorCode CODE = new ErrorCode(1516, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        Optional<Step> promote = order.all(Role.PROMOTES).stream().findFirst();
        List<Step> before = promote.map(order::before).orElse(List.of());
        Optional<Step> window = Order.last(before, Role.WAITS_FOR_TIME);
        return window.map(opens -> before.stream()
                        .filter(step -> step.is(Role.ASKS_PEOPLE) && before.indexOf(step) > before.indexOf(opens))
                        .map(step -> problem(step, opens))
                        .toList())
                .orElse(List.of());
    }

    private static Problem problem(Step approval, Step window) {
        return Problem.warning(CODE, approval.place(), "the approval may come when the window is over")
                .withSecond(window.place(), "it opens here")
                .withHelp(Order.moveAbove(approval, window, approval));
    }
}
