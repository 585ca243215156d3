package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;

/** Clients are not held again by a machine on its own. */
final class ClientsHeldOncePerLaunch implements Rule {

    static final ErrorCode CODE = new ErrorCode(1527, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.steps().stream()
                .filter(step -> step.work().traits().touches().contains(Touches.CLIENTS) && step.launches() > 1)
                .map(step -> Problem.warning(
                                CODE,
                                plan.places().of(step.path() + ".retry.launches"),
                                "`" + step.kind() + "` would hold the clients up to " + step.launches() + " times")
                        .withHelp("delete `retry`: who has looked into the failed one starts the next"))
                .toList();
    }
}
