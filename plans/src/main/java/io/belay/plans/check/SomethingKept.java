package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A policy that keeps nothing would delete what a run needs. */
final class SomethingKept implements Rule {

    static final ErrorCode CODE = new ErrorCode(1804, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        if (!plan.snapshots().keep().isNothing()) {
            return List.of();
        }
        return List.of(Problem.error(CODE, plan.places().of("snapshots.keep"), "no snapshot is kept by this policy")
                .withHelp("write for example `keep: {newest: 2, hourly: 24}`"));
    }
}
