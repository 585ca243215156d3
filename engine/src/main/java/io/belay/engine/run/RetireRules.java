package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.OperatorRules.Objection;
import java.util.Optional;

/** Whether old live may be let go now. Stateless. */
final class RetireRules {

    private RetireRules() {}

    static Optional<Objection> check(RunState state) {
        Optional<StepState> step = state.steps().stream()
                .filter(candidate -> candidate.touchesOldLive() && candidate.status() != StepStatus.SKIPPED)
                .findFirst();
        if (step.isEmpty()) {
            return refuse(
                    "the plan of this run lets no old live go, and the run has not ended",
                    "look with `belay status`; when it has ended as promoted, `belay retire` carries it out on its own");
        }
        if (step.get().status() != StepStatus.WAITING) {
            return refuse(
                    state.crossed()
                            ? "step `" + step.get().id() + "` does not wait to be confirmed (it is "
                                    + OperatorRules.word(step.get().status()) + ")"
                            : "live is still live, so there is no old one to retire",
                    "look with `belay status`");
        }
        Keeping keeping = Keeping.of(state, step.get());
        // Only what the run has seen counts: a timer that has not fired yet is not over.
        return state.changedAt().isBefore(keeping.until())
                ? refuse(
                        "the plan keeps old live until " + OperatorRules.exact(keeping.until()),
                        "run `belay retire` then")
                : Optional.empty();
    }

    private static Optional<Objection> refuse(String message, String remedy) {
        return OperatorRules.objection(EngineErrors.NOTHING_TO_RETIRE, message, remedy);
    }
}
