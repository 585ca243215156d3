package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.OperatorRules.Objection;
import java.util.Optional;

/** Whether a run can be paused, or goes on from a pause. Stateless. */
final class PauseRules {

    private PauseRules() {}

    static Optional<Objection> check(RunState state, Decision decision) {
        return decision.kind() == Choice.Kind.PAUSE ? pause(state) : resume(state);
    }

    private static Optional<Objection> pause(RunState state) {
        if (state.paused().isPresent()) {
            Paused paused = state.paused().get();
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE,
                    "the run is paused already, by " + paused.by() + " since " + OperatorRules.exact(paused.at()),
                    "`belay resume` lets it go on");
        }
        if (state.phase() == Phase.BLOCKED) {
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE, "the run stands still already", "look with `belay status`");
        }
        return state.phase() == Phase.CLOSING
                ? OperatorRules.objection(
                        EngineErrors.WRONG_PHASE,
                        "the run is over but for its candidate, which is being dropped",
                        "wait with `belay watch`")
                : Optional.empty();
    }

    private static Optional<Objection> resume(RunState state) {
        return state.paused().isPresent() && state.phase() != Phase.BLOCKED
                ? Optional.empty()
                : OperatorRules.objection(
                        EngineErrors.WRONG_PHASE,
                        state.phase() == Phase.BLOCKED
                                ? "the run stands still because something failed, not because it is paused"
                                : "the run is not paused",
                        state.phase() == Phase.BLOCKED ? "`belay retry` goes on" : "look with `belay status`");
    }
}
