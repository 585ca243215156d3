package io.belay.plans.check;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import java.util.List;

/** One static rule of the language: a pure function of the plan. Implementations are immutable. */
interface Rule {

    /** Empty when the rule is kept. */
    List<Problem> check(UpgradePlan plan);
}
