package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Percent;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Belay stops taking room before the disk that it shares with live is full. */
final class StopsBeforeDiskIsFull implements Rule {

    static final ErrorCode CODE = new ErrorCode(1806, TEXT);

    private static final Percent LEAST = Percent.of(1);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.snapshots().stopBelow().compareTo(LEAST) < 0
                ? List.of(Problem.warning(
                                CODE,
                                plan.places().of("snapshots.stop_below"),
                                "snapshots would be taken until the disk is full, and live's too")
                        .withHelp("write at least `stop_below: " + LEAST + "`; the default is `8%`"))
                : List.of();
    }
}
