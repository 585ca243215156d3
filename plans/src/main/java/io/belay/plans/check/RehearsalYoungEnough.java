package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A promotion that asks for a young rehearsal can get one. */
final class RehearsalYoungEnough implements Rule {

    static final ErrorCode CODE = new ErrorCode(1604, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        boolean promotes = plan.steps().stream().anyMatch(step -> step.is(Role.PROMOTES));
        if (!promotes || !plan.rehearse().full().isWord("never")) {
            return List.of();
        }
        Places places = plan.places();
        String age = Hours.spoken(plan.budget().rehearsalAge());
        Problem problem = places.has("budget.rehearsal_age")
                ? Problem.error(CODE, places.of("budget.rehearsal_age"), "no rehearsal can ever be young enough")
                        .withLabel("yet `promote` asks for one of the last " + age)
                        .withSecond(places.of("rehearse.full"), "nothing is rehearsed in full")
                : Problem.error(CODE, places.of("rehearse.full"), "no rehearsal can ever be young enough")
                        .withLabel("yet `promote` asks for one of the last " + age);
        return List.of(problem.withHelp("write `full: 24h`, or `full: 12h` for two a day"));
    }
}
