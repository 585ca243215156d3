package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A window opens at a time that comes once on each day on which it opens. */
final class WindowOpensOnce implements Rule {

    static final ErrorCode CODE = new ErrorCode(1702, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return Opening.all(plan).stream()
                // What helps against an hour that is left out helps against one that comes twice.
                .filter(window -> ClockChange.find(window, true).isEmpty())
                .flatMap(window -> ClockChange.find(window, false).stream())
                .map(change -> Problem.warning(
                                CODE,
                                change.window().when().placeOfText(),
                                "this window's opening comes twice on " + change.day())
                        .withLabel("clocks go back " + change.clocks() + " that day")
                        .withHelp(change.instead() + "; otherwise it opens the first time, and is still "
                                + change.window().length().text() + " long"))
                .toList();
    }
}
