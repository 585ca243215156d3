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

/** An approval holds until the next opening, whenever it was given. */
final class ApprovalOutlastsWait implements Rule {

    static final ErrorCode CODE = new ErrorCode(1706, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        Optional<Step> promote = order.all(Role.PROMOTES).stream().findFirst();
        List<Step> before = promote.map(order::before).orElse(List.of());
        return Order.last(before, Role.WAITS_FOR_TIME)
                .map(window -> before.subList(0, before.indexOf(window)).stream()
                        .filter(step -> step.is(Role.ASKS_PEOPLE))
                        .flatMap(approval -> problem(plan, approval, Opening.of(plan, window)).stream())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Problem> problem(UpgradePlan plan, Step approval, Opening window) {
        Field expires = new Field(plan, approval, "expires");
        Optional<Duration> wait = window.longestWait();
        return wait.filter(longest -> expires.duration()
                        .filter(holds -> holds.compareTo(longest) < 0)
                        .isPresent())
                .map(longest -> Problem.warning(
                                CODE,
                                expires.place(),
                                "an approval of " + expires.text() + ", given after one opening, ends before the next")
                        .withSecond(
                                window.cron().place(), "up to " + DurationText.write(longest) + " between two openings")
                        .withHelp("write `expires: " + DurationText.write(Hours.daysBeyond(longest)) + "`"));
    }
}
