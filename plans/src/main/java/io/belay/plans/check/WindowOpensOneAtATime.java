package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;

/** A window does not open again while it is open: such a line says more than its author meant. */
final class WindowOpensOneAtATime implements Rule {

    static final ErrorCode CODE = new ErrorCode(1710, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return Opening.all(plan).stream()
                .flatMap(window -> problem(window).stream())
                .toList();
    }

    private static Optional<Problem> problem(Opening window) {
        return window.schedule()
                .filter(lines -> lines.shortestWait()
                        .filter(wait -> window.length()
                                .duration()
                                .filter(open -> open.compareTo(wait) > 0)
                                .isPresent())
                        .isPresent())
                .map(lines -> Problem.warning(
                                CODE,
                                window.cron().place(),
                                "this window opens " + lines.timesADay() + " times a day, and again while it is open")
                        .withLabel(lines.shortestWait().map(DurationText::write).orElse("") + " from one to the next")
                        .withSecond(window.length().place(), "open for this long")
                        .withHelp("write `\"" + lines.at(lines.firstTime()) + "\"` when it shall open once a day"));
    }
}
