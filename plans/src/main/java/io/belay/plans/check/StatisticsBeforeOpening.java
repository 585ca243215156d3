package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.List;
import java.util.Optional;

/** Clients meet a planner that has statistics; up to 17 an upgrade leaves all of them behind. */
final class StatisticsBeforeOpening implements Rule {

    static final ErrorCode CODE = new ErrorCode(1528, TEXT);

    private static final int KEEPS_THEM = 18;

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        if (plan.target().version().major() >= KEEPS_THEM) {
            return List.of();
        }
        return order.all(Role.PROMOTES).stream()
                .flatMap(promote -> problem(plan, order.before(promote), promote).stream())
                .toList();
    }

    private static Optional<Problem> problem(UpgradePlan plan, List<Step> before, Step promote) {
        Optional<Step> upgrade = Order.last(before, Role.UPGRADES);
        Optional<Step> analyze = Order.last(before, Role.COLLECTS_STATISTICS);
        boolean offline = promote.option("mode").equals("offline");
        if (upgrade.isPresent() && analyze.isEmpty()) {
            Step last = Order.last(before, Role.CHANGES_CANDIDATE).orElse(upgrade.get());
            return Optional.of(problem(promote.place())
                    .withSecond(upgrade.get().place(), "they are left behind here")
                    .withHelp(Order.below(last, promote, "analyze")));
        }
        return analyze.map(step -> new Field(plan, step, "before_open"))
                .filter(field -> offline && field.text().equals("none"))
                .map(field -> problem(field.place())
                        .withSecond(promote.place(), "the candidate is made anew here")
                        .withHelp("write `before_open: first_stage`"));
    }

    private static Problem problem(SourcePlace place) {
        return Problem.warning(CODE, place, "new would open without the planner's statistics");
    }
}
