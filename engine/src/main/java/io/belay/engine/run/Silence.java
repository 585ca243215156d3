package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Event.Silent;

/** What follows when nobody answers: before any effect the run ends, behind it nothing is concluded and nothing undone. */
final class Silence {

    private Silence() {}

    static RunState apply(RunState before, Silent event) {
        Action action = event.action();
        if (action.verb() == Verb.LOOK) {
            return Swaps.unseen(before, event.at());
        }
        RunState state = before.withSilences(before.silences() + 1).withoutPause();
        return switch (action.verb()) {
            case ANNOUNCE, PROBE ->
                Failing.beforeAnyEffect(
                        state,
                        new Failure(
                                action.step(),
                                EngineErrors.NO_WORKER.text(),
                                EngineErrors.NO_WORKER.fault().name(),
                                event.why(),
                                "start `belay worker` on the host",
                                "",
                                "",
                                false));
            case RUN ->
                state.withStep(
                        state.step(action.step()).withStatus(StepStatus.UNCLEAR).noted(event.why()));
            case SWAP -> Swaps.silent(state);
            case INSPECT_SWAP, PREPARE, INSPECT, VERIFY, TAKE_WAYPOINT, RESTORE, UNDO, DROP_CANDIDATE ->
                state.withPause(Doubt.pauseAfter(state.silences()));
            case LOOK, PAUSE, AWAIT_OPERATOR, END ->
                throw new IllegalStateException(action.verb() + " cannot be silent");
        };
    }
}
