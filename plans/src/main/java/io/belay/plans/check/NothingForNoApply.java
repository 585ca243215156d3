package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;

/** What takes part in an apply only stands in a plan that can be applied. */
final class NothingForNoApply implements Rule {

    static final ErrorCode CODE = new ErrorCode(1524, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        // That nothing is promoted before old live goes is a mistake of another kind.
        boolean applied =
                plan.stepsOf(false).stream().anyMatch(step -> step.is(Role.PROMOTES) || step.is(Role.ENDS_OLD_LIVE));
        return plan.steps().stream()
                .filter(step -> !applied && step.when() == When.APPLY)
                .map(step -> Problem.warning(
                                CODE,
                                step.place(),
                                "`" + step.id()
                                        + "` never runs: this plan promotes nothing, and rehearsals leave it out")
                        .withHelp("delete it, or " + Order.belowIt(step, "promote: {mode: offline, way_back: none}")))
                .toList();
    }
}
