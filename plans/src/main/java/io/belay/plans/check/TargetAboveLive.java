package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.PostgresVersion;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** An upgrade goes up. */
final class TargetAboveLive implements Rule {

    static final ErrorCode CODE = new ErrorCode(1509, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        PostgresVersion target = plan.target().version();
        Places places = plan.places();
        return plan.live()
                .version()
                .filter(live -> target.compareTo(live) <= 0)
                .map(live -> List.of(Problem.error(
                                CODE,
                                places.of("target.version"),
                                "the target " + target + " is not above live's " + live)
                        .withSecond(places.of("live.version"), "live is a " + live)
                        .withHelp("write a later major, for example `version: " + (live.major() + 1) + "`")))
                .orElse(List.of());
    }
}
