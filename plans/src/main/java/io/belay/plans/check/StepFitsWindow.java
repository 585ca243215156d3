package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands behind a window gives up before it closes. */
final class StepFitsWindow implements Rule {

    static final ErrorCode CODE = new ErrorCode(1709, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        List<Step> steps = plan.stepsOf(false);
        Optional<Field> open = Optional.empty();
        for (Step step : steps) {
            Optional<Problem> late = open.flatMap(length -> problem(plan, step, length));
            late.ifPresent(problems::add);
            if (step.is(Role.WAITS_FOR_TIME)) {
                open = Optional.of(new Field(plan, step, "length"));
            } else if (step.is(Role.PROMOTES)) {
                // What comes behind the crossing is not bound to the window.
                open = Optional.empty();
            }
        }
        return problems;
    }

    private static Optional<Problem> problem(UpgradePlan plan, Step step, Field length) {
        String path = step.path() + ".timeout";
        return step.timeout()
                .flatMap(OrWord::value)
                .filter(timeout -> !step.is(Role.WAITS_FOR_TIME) && !step.is(Role.ASKS_PEOPLE))
                .filter(timeout -> length.duration()
                        .filter(open -> timeout.compareTo(open) > 0)
                        .isPresent())
                .map(timeout -> Problem.warning(
                                CODE,
                                plan.places().has(path) ? plan.places().of(path) : step.place(),
                                "the window closes before `" + step.id() + "` gives up")
                        .withSecond(length.place(), "open for this long")
                        .withHelp("write less than `" + length.text() + "`, or a longer window"));
    }
}
