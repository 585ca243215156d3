package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** There is one promotion, and behind it no candidate. */
final class NoCandidateBehindPromotion implements Rule {

    static final ErrorCode CODE = new ErrorCode(1507, TEXT);

    private static final Set<Role> WORK =
            Set.of(Role.MAKES_CANDIDATE, Role.CHANGES_CANDIDATE, Role.PROVES_CANDIDATE, Role.PROMOTES);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        Optional<Step> promote = order.all(Role.PROMOTES).stream().findFirst();
        return promote.map(order::behind).orElse(List.of()).stream()
                .filter(step -> WORK.stream().anyMatch(step::is))
                .map(step -> problem(step, promote.orElse(step)))
                .toList();
    }

    private static Problem problem(Step step, Step promote) {
        boolean second = step.is(Role.PROMOTES);
        return Problem.error(
                        CODE,
                        step.place(),
                        second
                                ? "a plan promotes once"
                                : "behind `promote` there is no candidate for `" + step.kind() + "`")
                .withSecond(promote.place(), second ? "promoted here" : "the candidate became live here")
                .withHelp(
                        second
                                ? "delete this line, or write a plan of its own for what comes next"
                                : Order.moveAbove(step, promote, step));
    }
}
