package io.belay.plans.fleet;

import io.belay.plans.problem.Problem;
import java.util.List;

/** Something that has to be true within a fleet: a pure function of it. Implementations are immutable. */
interface FleetRule {

    List<Problem> check(FleetPlan fleet);
}
