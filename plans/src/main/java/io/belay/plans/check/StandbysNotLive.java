package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Live is not its own standby. */
final class StandbysNotLive implements Rule {

    static final ErrorCode CODE = new ErrorCode(1650, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.standbys()
                .filter(standbys -> standbys.contains(plan.live().cluster()))
                .map(standbys -> List.of(Problem.error(
                                CODE,
                                plan.places().of("standbys"),
                                "`" + plan.live().cluster() + "` is live itself, and cannot be a standby of it")
                        .withSecond(plan.places().of("live.cluster"), "live")
                        .withHelp("name the standbys as their own hosts' files do, for example `db2/"
                                + plan.live().cluster().name() + "`")))
                .orElse(List.of());
    }
}
