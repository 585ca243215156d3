package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Old live is what the way back leads to. */
final class RetireBehindWayBack implements Rule {

    static final ErrorCode CODE = new ErrorCode(1602, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        Optional<Field> promised = order.all(Role.PROMOTES).stream()
                .map(step -> new Field(plan, step, "way_back"))
                .filter(field -> field.duration().isPresent())
                .findFirst();
        return promised.map(wayBack -> order.behind(wayBack.step()).stream()
                        .filter(step -> step.is(Role.ENDS_OLD_LIVE))
                        .map(step -> new Field(plan, step, "after"))
                        .filter(after -> isShorter(after, wayBack))
                        .map(after -> problem(after, wayBack))
                        .toList())
                .orElse(List.of());
    }

    private static boolean isShorter(Field after, Field wayBack) {
        return after.duration()
                .filter(days -> days.compareTo(wayBack.duration().orElse(days)) < 0)
                .isPresent();
    }

    private static Problem problem(Field after, Field wayBack) {
        return Problem.error(
                        CODE,
                        after.place(),
                        "`" + after.step().kind() + "` after " + after.text() + " would end a way back of "
                                + wayBack.text())
                .withSecond(wayBack.whole(), "promised here")
                .withHelp("write `after: " + wayBack.text() + "` or more, or leave `after` out");
    }
}
