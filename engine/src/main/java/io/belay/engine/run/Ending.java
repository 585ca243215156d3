package io.belay.engine.run;

import io.belay.engine.run.Recovery.Afterwards;
import java.util.List;

/** How runs end: a rehearsal always without its candidate. */
final class Ending {

    private Ending() {}

    static RunState complete(RunState state) {
        if (!state.rehearsal()) {
            return state.withPhase(state.crossed() ? Phase.PROMOTED : Phase.COMPLETED);
        }
        return drop(state, Afterwards.COMPLETE);
    }

    /** Ends a rehearsal as failed: evidence stays, the candidate goes, nobody is waited for. */
    static RunState failRehearsal(RunState state) {
        return drop(state, Afterwards.FAIL);
    }

    static RunState abortRehearsal(RunState state) {
        return drop(state, Afterwards.ABORT);
    }

    private static RunState drop(RunState state, Afterwards afterwards) {
        List<Action> actions = state.hasLaunchedAnything() ? List.of(Action.of(Verb.DROP_CANDIDATE)) : List.of();
        return state.withoutPause()
                .withPhase(Phase.CLOSING)
                .withRecovery(new Recovery(actions, afterwards, Integer.MAX_VALUE, 0));
    }
}
