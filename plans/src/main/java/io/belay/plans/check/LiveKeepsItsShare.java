package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Percent;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Belay starts beside live leaves live most of the host. */
final class LiveKeepsItsShare implements Rule {

    static final ErrorCode CODE = new ErrorCode(1622, TEXT);

    private static final Percent MOST = Percent.of(80);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        share(plan, "cpu", plan.limits().cpu()).ifPresent(problems::add);
        share(plan, "memory", plan.limits().memory()).ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> share(UpgradePlan plan, String name, Percent share) {
        return Optional.of(share)
                .filter(given -> given.compareTo(MOST) > 0)
                .map(given -> Problem.warning(
                                CODE,
                                plan.places().of("limits." + name),
                                "`" + name + ": " + given + "` leaves live next to nothing of the host")
                        .withHelp("write at most `" + name + ": " + MOST
                                + "`; rehearsals run beside live day and night"));
    }
}
