package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;

/** A wave cannot bear more failures than the fleet. */
final class BudgetWithinFleet implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1958, TEXT);

    @Override
    public List<Problem> check(FleetPlan fleet) {
        int wave = fleet.budget().wave();
        int all = fleet.budget().fleet();
        if (wave <= all) {
            return List.of();
        }
        return List.of(Problem.error(
                        CODE,
                        fleet.places().of("failure_budget.wave"),
                        "a wave bears " + wave + " failed runs, and the whole fleet only " + all)
                .withSecond(fleet.places().of("failure_budget.fleet"), "of the fleet")
                .withHelp("write `failure_budget: {wave: " + wave + ", fleet: " + wave + "}` or more for the fleet"));
    }
}
