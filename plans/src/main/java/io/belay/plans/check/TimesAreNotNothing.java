package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A time of nothing is over before it begins. */
final class TimesAreNotNothing implements Rule {

    static final ErrorCode CODE = new ErrorCode(1529, TEXT);

    private static final String LEAVE_OUT = "write a time, or leave the field out";

    /** Fields of blocks, with what to write. */
    private static final Map<String, String> OF_BLOCKS = Map.of(
            "snapshots.every",
            "write `every: never` to take none by the clock",
            "rehearse.quick",
            "write `quick: never` to rehearse none",
            "rehearse.full",
            "write `full: never` to rehearse none",
            "budget.hold",
            LEAVE_OUT,
            "budget.catch_up",
            LEAVE_OUT,
            "budget.rehearsal_age",
            LEAVE_OUT);

    private static final Map<String, String> OF_STEPS = Map.of(
            "pin", "write `pin: until_retired`",
            "length", "write for example `length: 4h`",
            "expires", LEAVE_OUT,
            "way_back", "write `way_back: none` when there shall be none");

    /** What a guard can do. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        tooOften(plan).ifPresent(problems::add);
        OF_BLOCKS.forEach((path, help) -> {
            String text = plan.forms().blocks().at("/" + path.replace('.', '/')).asText();
            if (isNothing(DurationText.parse(text))) {
                problems.add(problem(plan.places().of(path), path.substring(path.indexOf('.') + 1), help));
            }
        });
        for (Step step : plan.steps()) {
            OF_STEPS.forEach((name, help) -> {
                Field field = new Field(plan, step, name);
                if (isNothing(field.duration())) {
                    problems.add(problem(field.place(), name, help));
                }
            });
            if (isNothing(step.timeout().flatMap(OrWord::value))) {
                problems.add(problem(
                        plan.places().of(step.path() + ".timeout"),
                        "timeout",
                        "write `timeout: none` to wait for ever"));
            }
        }
        return problems;
    }

    private static Optional<Problem> tooOften(UpgradePlan plan) {
        return plan.snapshots()
                .every()
                .value()
                .filter(every -> !every.isZero() && every.compareTo(SHORTEST) < 0)
                .map(every -> Problem.error(
                                CODE,
                                plan.places().of("snapshots.every"),
                                "snapshots come at most once a minute, and here each " + DurationText.write(every))
                        .withHelp("write `every: 1m` or more"));
    }

    private static boolean isNothing(Optional<Duration> time) {
        return time.filter(Duration::isZero).isPresent();
    }

    private static Problem problem(SourcePlace place, String field, String help) {
        return Problem.error(CODE, place, "`" + field + "` is no time at all").withHelp(help);
    }
}
