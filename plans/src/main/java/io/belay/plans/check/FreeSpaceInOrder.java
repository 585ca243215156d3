package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.SnapshotPolicy;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Thinning begins before rehearsals stop. */
final class FreeSpaceInOrder implements Rule {

    static final ErrorCode CODE = new ErrorCode(1802, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        SnapshotPolicy policy = plan.snapshots();
        if (policy.stopBelow().compareTo(policy.minimumFree()) < 0) {
            return List.of();
        }
        Places places = plan.places();
        boolean stopWritten = places.has("snapshots.stop_below");
        String main = stopWritten ? "snapshots.stop_below" : "snapshots.minimum_free";
        Problem problem = Problem.error(
                CODE,
                places.of(main),
                "`stop_below` (" + policy.stopBelow() + ") has to be below `minimum_free` (" + policy.minimumFree()
                        + ")");
        if (stopWritten && places.has("snapshots.minimum_free")) {
            problem = problem.withSecond(places.of("snapshots.minimum_free"), "thinning begins here");
        }
        return List.of(problem.withHelp("write for example `minimum_free: 15%, stop_below: 8%`"));
    }
}
