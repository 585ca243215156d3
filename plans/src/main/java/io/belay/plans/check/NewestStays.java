package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Short of space, something is still there to rehearse on and to go back to. */
final class NewestStays implements Rule {

    static final ErrorCode CODE = new ErrorCode(1805, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        boolean thinned = plan.snapshots().keep().newest() == 0
                && !plan.snapshots().keep().isNothing();
        return thinned
                ? List.of(Problem.warning(
                                CODE,
                                plan.places().of("snapshots.keep.newest"),
                                "no snapshot is safe from being thinned")
                        .withLabel("the floor that nothing crosses")
                        .withHelp("write `newest: 2`, or leave it out"))
                : List.of();
    }
}
