package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** An online promotion holds clients for a moment; that needs a place where they can be held. */
final class ClientsHeldOnline implements Rule {

    static final ErrorCode CODE = new ErrorCode(1601, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        boolean nowhere = plan.clients().poolers().filter(List::isEmpty).isPresent();
        return plan.steps().stream()
                .filter(step ->
                        nowhere && step.is(Role.PROMOTES) && step.option("mode").equals("online"))
                .map(step -> Problem.error(
                                CODE,
                                new Field(plan, step, "mode").place(),
                                "online needs a place where clients can be held")
                        .withSecond(plan.places().of("clients.poolers"), "no pooler")
                        .withHelp("write `clients: {poolers: [app1/"
                                + plan.live().cluster().name() + "]}`, or `mode: offline`"))
                .toList();
    }
}
