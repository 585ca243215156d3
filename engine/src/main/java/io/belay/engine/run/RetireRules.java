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
        Optional<Objection> swapped = state.wayBack().flatMap(way -> oldServes(state, way));
        if (swapped.isPresent()) {
            return swapped;
        }
        if (step.isEmpty()
                && state.current().isEmpty()
                && Swaps.staysUntil(state).isPresent()) {
            return state.changedAt().isBefore(Swaps.staysUntil(state).get())
                    ? refuse(
                            "the plan keeps the way back open until "
                                    + OperatorRules.exact(
                                            Swaps.staysUntil(state).get()),
                            "run `belay retire` then")
                    : Optional.empty();
        }
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

    private static Optional<Objection> oldServes(RunState state, WayBack way) {
        return WayBackRules.underWay(state, way)
                .or(() -> way.newIsLive()
                        ? Optional.empty()
                        : refuse(
                                "old is live again, so it is the one that nobody may let go",
                                "`belay rollback` goes forward to new again, `belay abort` gives new up"));
    }

    private static Optional<Objection> refuse(String message, String remedy) {
        return OperatorRules.objection(EngineErrors.NOTHING_TO_RETIRE, message, remedy);
    }
}
