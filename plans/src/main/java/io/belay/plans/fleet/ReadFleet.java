package io.belay.plans.fleet;

import io.belay.plans.feature.Features;
import io.belay.plans.feature.Use;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading a fleet's file, with the plan that it names.
 *
 * @param resolved only when there is no error
 * @param run what running it as a whole needs
 * @param uses what the plans of its clusters use that only some workers carry out
 * @param problems errors and warnings of the fleet and of its plan
 */
public record ReadFleet(Optional<ResolvedFleet> resolved, List<Use> run, List<Use> uses, Problems problems) {

    public ReadFleet {
        run = List.copyOf(run);
        uses = List.copyOf(uses);
    }

    /** The same where only these features are carried out for each cluster; whether anything runs fleets is not asked. */
    public ReadFleet where(Set<String> announced) {
        return missing(Features.missing(uses, announced));
    }

    /** The same where the fleet shall be run now. */
    public ReadFleet toRun(Set<String> announced) {
        return where(announced).missing(Features.missing(run, announced));
    }

    private ReadFleet missing(List<Problem> missing) {
        missing.forEach(problems::add);
        return missing.isEmpty() ? this : new ReadFleet(Optional.empty(), run, uses, problems);
    }
}
