package io.belay.plans.fleet;

import io.belay.plans.problem.Problem;
import java.util.List;

/** All rules of a fleet's file. Immutable. */
final class FleetRules {

    static final List<FleetRule> ALL = List.of(
            new ClusterInOneWave(),
            new PlanTakesCluster(),
            new FirstWaveSmall(),
            new InputsDeclared(),
            new ExceptionsKnown(),
            new WavesNamedOnce(),
            new WaveHasClusters(),
            new BudgetWithinFleet());

    private FleetRules() {}

    static List<Problem> check(FleetPlan fleet) {
        return ALL.stream().flatMap(rule -> rule.check(fleet).stream()).toList();
    }
}
