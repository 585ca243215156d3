package io.belay.plans.grammar;

import io.belay.plans.model.Budget;
import io.belay.plans.model.Factor;
import java.time.Duration;
import java.util.Optional;

/** The block {@code budget}: limits past which Belay gives up and undoes. */
final class BudgetGrammar {

    private static final Factor MARGIN = new Factor(150);
    private static final Duration DAY = Duration.ofDays(1);

    private BudgetGrammar() {}

    /** @param online whether the plan promotes online: then clients are held for a moment only, and live keeps its log for us */
    static Budget read(Form plan, boolean online) {
        Form form = plan.block("budget");
        Budget budget = new Budget(
                form.optional("hold", Quantities.DURATION, online ? Duration.ofSeconds(1) : Duration.ofMinutes(5)),
                online
                        ? Optional.of(form.optional("wal_on_live", Quantities.SIZE_OR_SHARE, "20%"))
                        : form.stated("wal_on_live", Quantities.SIZE_OR_SHARE),
                online
                        ? Optional.of(form.optional("catch_up", Quantities.DURATION, DAY))
                        : form.stated("catch_up", Quantities.DURATION),
                form.optional("rehearsal_age", Quantities.DURATION, DAY),
                form.optional("margin", Quantities.FACTOR, MARGIN));
        form.close();
        return budget;
    }
}
