package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node.MappingNode;
import java.util.List;
import java.util.Optional;

/** The plan of a fleet upgrades the cluster that it is given, not always the same one. */
final class PlanTakesCluster implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1952, TEXT);

    static final String CLUSTER = "cluster";

    @Override
    public List<Problem> check(FleetPlan fleet) {
        Optional<MappingNode> plan = fleet.plan().flatMap(PlanNodes::of);
        if (plan.isEmpty()) {
            return List.of();
        }
        String type = PlanNodes.text(plan.get(), "inputs", CLUSTER, "type").orElse("");
        String live = PlanNodes.text(plan.get(), "live", "cluster").orElse("");
        if (type.equals("reference") && live.equals("${inputs.cluster}")) {
            return List.of();
        }
        String statement = live.startsWith("${") || live.isEmpty()
                ? "the plan does not take the cluster as an input"
                : "the plan always upgrades `" + live + "`";
        String help = type.equals("reference")
                ? "write in the plan `live: {cluster: \"${inputs.cluster}\"}`"
                : "write in the plan `inputs: {cluster: {type: reference}}` and `live: {cluster: \"${inputs.cluster}\"}`";
        return List.of(
                Problem.error(CODE, fleet.places().of("plan.file"), statement).withHelp(help));
    }
}
