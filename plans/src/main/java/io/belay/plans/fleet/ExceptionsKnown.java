package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.fleet.FleetPlan.Exceptional;
import io.belay.plans.model.Reference;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** An exception is one of a cluster that the fleet upgrades. */
final class ExceptionsKnown implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1955, TEXT);

    @Override
    public List<Problem> check(FleetPlan fleet) {
        List<String> known = fleet.members().stream()
                .map(Wave.Member::cluster)
                .map(Reference::toString)
                .toList();
        List<Problem> problems = new ArrayList<>();
        for (Exceptional exception : fleet.exceptions()) {
            String cluster = exception.cluster().toString();
            if (!known.contains(cluster)) {
                problems.add(Problem.error(CODE, exception.place(), "no wave upgrades `" + cluster + "`")
                        .withHelp(NearestName.of(cluster, known)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("write it to the `clusters` of a wave, or delete the exception")));
            }
        }
        return problems;
    }
}
