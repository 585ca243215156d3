package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A wave is known by its name, on the page and in approvals. */
final class WavesNamedOnce implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1956, TEXT);

    @Override
    public List<Problem> check(FleetPlan fleet) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < fleet.waves().size(); i++) {
            String name = fleet.waves().get(i).name();
            Integer earlier = first.putIfAbsent(name, i);
            if (earlier != null && !name.isEmpty()) {
                problems.add(Problem.error(
                                CODE, fleet.places().of("waves[" + i + "].name"), "two waves are named `" + name + "`")
                        .withLabel("again here")
                        .withSecond(fleet.places().of("waves[" + earlier + "].name"), "first here")
                        .withHelp("give one of them another name"));
            }
        }
        return problems;
    }
}
