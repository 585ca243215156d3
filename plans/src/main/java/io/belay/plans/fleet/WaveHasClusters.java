package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Every cluster is written out, so that a reviewer sees it; a wave without any does nothing. */
final class WaveHasClusters implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1957, TEXT);

    @Override
    public List<Problem> check(FleetPlan fleet) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < fleet.waves().size(); i++) {
            String path = "waves[" + i + "].clusters";
            // Left out, or not to be read, enough was said of it.
            if (fleet.waves().get(i).clusters().isEmpty() && fleet.places().has(path)) {
                problems.add(Problem.error(CODE, fleet.places().of(path), "this wave has no clusters")
                        .withHelp("write its clusters out, or delete the wave"));
            }
        }
        if (fleet.waves().isEmpty() && fleet.places().has("waves")) {
            problems.add(Problem.error(CODE, fleet.places().of("waves"), "this fleet has no waves")
                    .withHelp("write for example `waves: [{name: canary, clusters: [db1/shop]}]`"));
        }
        return problems;
    }
}
