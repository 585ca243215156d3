package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.time.Duration;
import java.util.List;

/** Transactions are ended while the hold still lasts. */
final class TransactionsEndWithinHold implements Rule {

    static final ErrorCode CODE = new ErrorCode(1606, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Duration hold = plan.budget().hold();
        return plan.steps().stream()
                .filter(step -> step.is(Role.PROMOTES) && step.option("mode").equals("online"))
                .map(step -> new Field(plan, step, "end_transactions_after"))
                .filter(field -> field.duration()
                        .filter(after -> after.compareTo(hold) >= 0)
                        .isPresent())
                .map(field -> Problem.error(CODE, field.place(), "the hold would end before transactions are ended")
                        .withSecond(plan.places().of("budget.hold"), "clients are held no longer than this")
                        .withHelp("write less than " + DurationText.write(hold) + ", for example `"
                                + DurationText.write(example(hold)) + "`"))
                .toList();
    }

    /** What comes behind it (drain, sequences, the durable commit) needs the rest. */
    private static Duration example(Duration hold) {
        return hold.multipliedBy(2).dividedBy(5);
    }
}
