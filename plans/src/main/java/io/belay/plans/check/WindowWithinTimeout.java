package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who waits for a window waits long enough. */
final class WindowWithinTimeout implements Rule {

    static final ErrorCode CODE = new ErrorCode(1708, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return Opening.all(plan).stream()
                .flatMap(window -> problem(window).stream())
                .toList();
    }

    private static Optional<Problem> problem(Opening window) {
        Optional<Duration> timeout = window.step().timeout().flatMap(OrWord::value);
        return window.longestWait()
                .filter(wait ->
                        timeout.filter(waits -> waits.compareTo(wait) < 0).isPresent())
                .map(wait -> Problem.warning(
                                CODE,
                                window.cron().place(),
                                "this window can be " + DurationText.write(wait) + " away, and the step waits "
                                        + DurationText.write(timeout.orElse(wait)))
                        .withHelp("write beside `" + window.step().kind() + "`: `timeout: "
                                + DurationText.write(Hours.daysBeyond(wait)) + "`"));
    }
}
