package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Old live is kept as long as the way back; where there is none, for a time that is written. */
final class RetireKnowsWhen implements Rule {

    static final ErrorCode CODE = new ErrorCode(1519, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Optional<Step> promote =
                plan.steps().stream().filter(step -> step.is(Role.PROMOTES)).findFirst();
        boolean wayBack = promote.filter(step -> step.with().has("way_back"))
                .filter(step -> !step.option("way_back").equals("none"))
                .isPresent();
        return plan.steps().stream()
                .filter(step -> step.is(Role.ENDS_OLD_LIVE))
                .filter(step -> !wayBack && !plan.places().has(step.path() + "." + step.kind() + ".after"))
                .map(step -> Problem.error(
                                CODE, step.place(), "`" + step.kind() + "` does not say how long old live is kept")
                        .withHelp("write `after: 14d`; only where there is a way back is its length the default"))
                .toList();
    }
}
