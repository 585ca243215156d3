package io.belay.plans.grammar;

import io.belay.plans.model.Budget;
import io.belay.plans.model.Factor;
import java.time.Duration;

/** The block {@code budget}: limits past which Belay gives up and undoes. */
final class BudgetGrammar {

    private static final Factor MARGIN = new Factor(150);

    private BudgetGrammar() {}

    static Budget read(Form plan) {
        Form form = plan.block("budget");
        Budget budget = new Budget(
                form.optional("hold", Quantities.DURATION, Duration.ofMinutes(5)),
                form.optional("rehearsal_age", Quantities.DURATION, Duration.ofDays(1)),
                form.optional("margin", Quantities.FACTOR, MARGIN));
        form.later("wal_on_live", "catch_up");
        form.close();
        return budget;
    }
}
