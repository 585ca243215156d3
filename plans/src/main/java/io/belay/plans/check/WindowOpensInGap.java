package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A window opens at a time that exists on every day on which it opens. */
final class WindowOpensInGap implements Rule {

    static final ErrorCode CODE = new ErrorCode(1701, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return Opening.all(plan).stream()
                .flatMap(window -> ClockChange.find(window, true).stream())
                .map(change -> Problem.warning(
                                CODE,
                                change.window().when().placeOfText(),
                                "this window's opening does not exist on " + change.day())
                        .withLabel("clocks go " + change.clocks() + " that day")
                        .withHelp(change.instead() + "; otherwise it opens at " + change.after()
                                + " on that day and is still "
                                + change.window().length().text() + " long"))
                .toList();
    }
}
