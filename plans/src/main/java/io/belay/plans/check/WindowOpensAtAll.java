package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.CronSchedule;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A window opens on some day. */
final class WindowOpensAtAll implements Rule {

    static final ErrorCode CODE = new ErrorCode(1707, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return Opening.all(plan).stream()
                .filter(window ->
                        window.schedule().filter(WindowOpensAtAll::never).isPresent())
                .map(window -> Problem.error(CODE, window.cron().place(), "this window never opens")
                        .withLabel("no such day is in the calendar")
                        .withHelp("name a day that each of these months has: from 1 to 28"))
                .toList();
    }

    private static boolean never(CronSchedule schedule) {
        return !schedule.opensBetween(Opening.FROM, Opening.FAR);
    }
}
