package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Old live goes only when new is live. */
final class PromotionBeforeRetire implements Rule {

    static final ErrorCode CODE = new ErrorCode(1518, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.ENDS_OLD_LIVE).stream()
                .filter(retire -> !order.has(Role.PROMOTES, retire))
                .map(retire -> Problem.error(
                                CODE,
                                retire.place(),
                                "`" + retire.kind() + "` would remove the cluster that clients use")
                        .withLabel("nothing was promoted before")
                        .withHelp(Order.above(retire, "promote: {mode: offline, way_back: none}")))
                .toList();
    }
}
