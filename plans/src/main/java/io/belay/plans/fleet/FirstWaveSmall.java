package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** What goes wrong goes wrong with few first. */
final class FirstWaveSmall implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1953, TEXT);

    /** Below it every first wave is more than a tenth. */
    private static final int SMALLEST = 10;

    @Override
    public List<Problem> check(FleetPlan fleet) {
        int all = fleet.members().size();
        int first =
                fleet.waves().isEmpty() ? 0 : fleet.waves().get(0).clusters().size();
        if (all < SMALLEST || first * 10 <= all) {
            return List.of();
        }
        return List.of(Problem.warning(
                        CODE,
                        fleet.waves().get(0).clusters().get(0).place(),
                        "the first wave upgrades " + first + " of " + all + " clusters, more than a tenth")
                .withHelp("begin with at most " + all / 10 + ": `- {name: canary, clusters: ["
                        + fleet.waves().get(0).clusters().get(0).cluster() + "], soak: 7d}`"));
    }
}
