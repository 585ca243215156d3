package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a promotion may take fits into the window before it. */
final class WindowHoldsBudget implements Rule {

    static final ErrorCode CODE = new ErrorCode(1703, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .flatMap(promote -> Order.last(order.before(promote), Role.WAITS_FOR_TIME).stream())
                .flatMap(window -> problem(plan, window).stream())
                .toList();
    }

    private static Optional<Problem> problem(UpgradePlan plan, Step window) {
        Field length = new Field(plan, window, "length");
        Field reserve = new Field(plan, window, "reserve");
        Duration hold = plan.budget().hold();
        // What `auto` keeps is known from rehearsals only.
        Duration needed = hold.plus(reserve.duration().orElse(Duration.ZERO));
        return length.duration()
                .filter(open -> open.compareTo(needed) < 0)
                .map(open -> Problem.error(
                                CODE,
                                length.place(),
                                DurationText.write(open) + " of window, " + DurationText.write(needed) + " of hold"
                                        + (reserve.duration().isPresent() ? " and reserve" : ""))
                        .withSecond(plan.places().of("budget.hold"), "clients may be held for this long")
                        .withHelp("write `length: " + DurationText.write(Hours.atLeast(needed))
                                + "` or more, or a smaller `budget.hold`"));
    }
}
