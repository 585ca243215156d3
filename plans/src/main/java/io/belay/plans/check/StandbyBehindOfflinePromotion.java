package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** An offline promotion makes the candidate anew: standbys of the tested one would follow nobody. */
final class StandbyBehindOfflinePromotion implements Rule {

    static final ErrorCode CODE = new ErrorCode(1605, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .filter(promote -> promote.option("mode").equals("offline"))
                .flatMap(promote -> order.before(promote).stream()
                        .filter(step -> step.is(Role.BUILDS_STANDBYS))
                        .map(step -> problem(step, promote)))
                .toList();
    }

    private static Problem problem(Step standby, Step promote) {
        return Problem.error(
                        CODE,
                        standby.place(),
                        "the cluster that these standbys would follow is not the one that goes live")
                .withSecond(promote.place(), "it is made anew here, of live's last state")
                .withHelp(Order.moveBelow(standby, promote, standby));
    }
}
