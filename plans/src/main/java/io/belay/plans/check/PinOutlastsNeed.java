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

/** A pinned snapshot stays for as long as something may go back to it. */
final class PinOutlastsNeed implements Rule {

    static final ErrorCode CODE = new ErrorCode(1801, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .flatMap(promote -> order.before(promote).stream()
                        .filter(step -> step.is(Role.TAKES_SNAPSHOT))
                        .flatMap(snapshot -> problem(plan, snapshot, promote, order).stream()))
                .toList();
    }

    private static Optional<Problem> problem(UpgradePlan plan, Step snapshot, Step promote, Order order) {
        Field pin = new Field(plan, snapshot, "pin");
        Field wayBack = new Field(plan, promote, "way_back");
        Optional<Opening> window = Order.last(order.before(promote), Role.WAITS_FOR_TIME)
                .map(step -> Opening.of(plan, step))
                .filter(opening -> opening.longestWait().isPresent());
        Duration waits = window.flatMap(Opening::longestWait).orElse(Duration.ZERO);
        Duration back = wayBack.duration().orElse(Duration.ZERO);
        Duration needed = waits.plus(back);
        if (pin.duration().filter(kept -> kept.compareTo(needed) < 0).isEmpty()) {
            return Optional.empty();
        }
        String name = snapshot.work().makes().orElse(snapshot.id());
        String start = "`" + name + "` may go after " + pin.text() + ", ";
        Problem problem = back.isZero()
                ? Problem.error(
                                CODE,
                                pin.place(),
                                start + "and the window can be " + DurationText.write(waits) + " away")
                        .withSecond(
                                window.map(opening -> opening.cron().place()).orElse(promote.place()),
                                "waited for here")
                : Problem.error(CODE, pin.place(), start + "the way back needs it " + DurationText.write(needed))
                        .withSecond(
                                wayBack.whole(),
                                waits.isZero() ? "promised here" : "promised here, behind a window of its own");
        return Optional.of(problem.withHelp("write `pin: until_retired`"));
    }
}
