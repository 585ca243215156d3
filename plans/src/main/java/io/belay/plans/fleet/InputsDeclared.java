package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.fleet.FleetPlan.Exceptional;
import io.belay.plans.fleet.Wave.Value;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node.MappingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a fleet gives, its plan takes. */
final class InputsDeclared implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1954, TEXT);

    @Override
    public List<Problem> check(FleetPlan fleet) {
        Optional<MappingNode> plan = fleet.plan().flatMap(PlanNodes::of);
        if (plan.isEmpty()) {
            return List.of();
        }
        List<String> declared = PlanNodes.keys(plan.get(), "inputs");
        List<Problem> problems = new ArrayList<>();
        check(fleet.inputs(), declared, problems);
        fleet.waves().stream().map(Wave::inputs).forEach(given -> check(given, declared, problems));
        fleet.exceptions().stream().map(Exceptional::inputs).forEach(given -> check(given, declared, problems));
        return problems;
    }

    private static void check(Map<String, Value> given, List<String> declared, List<Problem> problems) {
        given.forEach((name, value) -> {
            if (name.equals(PlanTakesCluster.CLUSTER)) {
                problems.add(Problem.error(CODE, value.place(), "`cluster` is each cluster's own and cannot be given")
                        .withHelp("delete it; the waves say which clusters there are"));
            } else if (!declared.contains(name)) {
                List<String> usable = declared.stream()
                        .filter(other -> !other.equals(PlanTakesCluster.CLUSTER))
                        .toList();
                problems.add(Problem.error(CODE, value.place(), "the plan has no input `" + name + "`")
                        .withHelp(NearestName.of(name, usable)
                                .map(near -> "write `" + near + ": " + value.text() + "`")
                                .orElse(
                                        usable.isEmpty()
                                                ? "delete it; the plan takes no other input than `cluster`"
                                                : "it takes `" + String.join("`, `", usable) + "`")));
            }
        });
    }
}
