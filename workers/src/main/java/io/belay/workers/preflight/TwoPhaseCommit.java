package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import java.util.List;
import java.util.Optional;

/**
 * Whether clients may prepare transactions. One that is prepared keeps slots from being made and a hold from being held: it survives
 * every way of ending sessions, and its commit is a write behind the fence. Those that are open are another family's, and blockers.
 */
final class TwoPhaseCommit implements FindingFamily {

    private static final String SETTING = "max_prepared_transactions";

    @Override
    public String title() {
        return "two-phase commit";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.SETTINGS.inFirst());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        PromotionFacts facts = context.promotion();
        ReplicationValues live = facts.onLive()
                ? ReplicationValues.ofServer(context.inFirst(PromotionStatement.SETTINGS))
                : ReplicationValues.written(facts.written());
        return judge(live).stream().toList();
    }

    static Optional<Finding> judge(ReplicationValues live) {
        long most = live.number(SETTING);
        return most == 0
                ? Optional.empty()
                : Optional.of(Finding.warning(
                                PreflightErrors.TWO_PHASE_COMMIT,
                                SETTING,
                                "live lets clients prepare up to " + most
                                        + " transactions; one that is prepared when clients are held undoes the hold."
                                        + " Stop the transaction manager for that time, or switch it off if nobody uses it")
                        .withRemedy(
                                "ALTER SYSTEM SET " + SETTING + " = 0;\n-- then restart live",
                                "ALTER SYSTEM SET " + SETTING + " = " + most + ";"));
    }
}
