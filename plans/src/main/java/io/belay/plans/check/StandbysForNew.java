package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A cluster that has standbys today is not left without. */
final class StandbysForNew implements Rule {

    static final ErrorCode CODE = new ErrorCode(1608, TEXT);

    private static final List<String> FEW = List.of("", "standby", "two standbys", "three standbys");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        int count = plan.standbys().map(List::size).orElse(0);
        Order order = new Order(plan.stepsOf(false));
        if (count == 0 || !order.all(Role.BUILDS_STANDBYS).isEmpty()) {
            return List.of();
        }
        String words = count < FEW.size() ? FEW.get(count) : count + " standbys";
        return order.all(Role.PROMOTES).stream()
                .map(promote -> Problem.warning(CODE, plan.places().of("standbys"), "new will run without its " + words)
                        .withSecond(promote.place(), "new goes live here")
                        .withHelp(Order.below(promote, promote, "standby")))
                .toList();
    }
}
