package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** What goes live was compared with the old version before. */
final class ProofBeforePromotion implements Rule {

    static final ErrorCode CODE = new ErrorCode(1503, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .filter(promote -> !order.has(Role.PROVES_CANDIDATE, promote))
                .map(promote -> problem(order, promote))
                .toList();
    }

    private static Problem problem(Order order, Step promote) {
        Problem problem = Problem.error(CODE, promote.place(), "nothing proves the candidate before `promote`");
        List<Step> changes = order.before(promote).stream()
                .filter(step -> step.is(Role.CHANGES_CANDIDATE))
                .toList();
        if (changes.isEmpty()) {
            return problem.withHelp(Order.above(promote, "verify"));
        }
        Step last = changes.get(changes.size() - 1);
        return problem.withLabel("and goes live here")
                .withSecond(changes.get(0).place(), "the candidate is changed here")
                .withHelp(Order.below(last, promote, "verify"));
    }
}
