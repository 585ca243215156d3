package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Percent;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** The log that live keeps for an upgrade does not fill its disk. */
final class LiveKeepsItsDisk implements Rule {

    static final ErrorCode CODE = new ErrorCode(1621, TEXT);

    private static final Percent MOST = Percent.of(80);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.budget().walOnLive().flatMap(Percent::parse).filter(share -> share.compareTo(MOST) > 0).stream()
                .map(share -> Problem.warning(
                                CODE,
                                plan.places().of("budget.wal_on_live"),
                                "live may fill its disk: " + share + " of what is free would be kept for the upgrade")
                        .withHelp("write at most `wal_on_live: " + MOST
                                + "`; the run gives up past it, and live is clean"))
                .toList();
    }
}
