package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.time.Duration;
import java.util.List;

/** Rehearsals come at least as often as a promotion wants a young one. */
final class RehearsedOftenEnough implements Rule {

    static final ErrorCode CODE = new ErrorCode(1610, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        boolean promotes = plan.steps().stream().anyMatch(step -> step.is(Role.PROMOTES));
        Duration age = plan.budget().rehearsalAge();
        Places places = plan.places();
        return plan.rehearse()
                .full()
                .value()
                .filter(every -> promotes && every.compareTo(age) > 0 && !age.isZero())
                .map(every -> problem(places, Hours.spoken(every), Hours.spoken(age)))
                .map(List::of)
                .orElse(List.of());
    }

    private static Problem problem(Places places, String every, String age) {
        boolean written = places.has("budget.rehearsal_age");
        SourcePlace full = places.of("rehearse.full");
        return Problem.warning(
                        CODE,
                        written ? places.of("budget.rehearsal_age") : full,
                        "there are times at which no rehearsal is young enough")
                .withLabel("`promote` asks for one of the last " + age + "; they come every " + every)
                .withSecond(
                        written && places.has("rehearse.full") ? full : SourcePlace.wholeFile(full.file()),
                        "rehearsed in full")
                .withHelp("write `rehearse: {full: " + age + "}`, or `rehearsal_age: " + every + "`");
    }
}
