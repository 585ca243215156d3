package io.belay.engine.client;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.ledger.GreenRehearsal;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.RehearsalAge;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Instant;
import java.util.Optional;

/** Whether a plan may be applied, before a run of it is begun. Thread-safe. */
final class ApplyCheck {

    /** The ledger learns of a rehearsal's end a moment after everybody else. */
    private static final int LOOKS = 10;

    private final Ledgers ledgers;

    ApplyCheck(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    void require(String canonical, String rehearse) {
        ResolvedPlan plan = CanonicalForm.read(canonical);
        StepResult answer = RehearsalAge.judgeShape(plan);
        for (int look = 0; look < LOOKS && answer.outcome() == Outcome.SUCCEEDED; look++) {
            String hash = CanonicalForm.hash(canonical);
            StepResult rehearsed = RehearsalAge.judge(plan, hash, green(plan, hash), Instant.now(), rehearse);
            if (rehearsed.outcome() == Outcome.SUCCEEDED) {
                return;
            }
            if (look == LOOKS - 1) {
                answer = rehearsed;
            } else {
                Wire.pause();
            }
        }
        throw new EngineFailure(
                Codes.parse(answer.code(), EngineErrors.NOT_REHEARSED), answer.summary(), answer.remedy());
    }

    private GreenRehearsal green(ResolvedPlan plan, String hash) {
        Optional<LedgerReading> reading = ledgers.read(plan.cluster());
        if (reading.isEmpty()) {
            return GreenRehearsal.NONE;
        }
        return reading.get()
                .whole()
                .orElseThrow(() -> new EngineFailure(
                        EngineErrors.NO_ENGINE,
                        "no engine answers, so the ledger cannot tell when the plan was rehearsed; nothing was started",
                        "start `belay engine`, then try again"))
                .greenOf(hash);
    }
}
