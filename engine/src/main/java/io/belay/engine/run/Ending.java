package io.belay.engine.run;

import io.belay.engine.run.Recovery.Afterwards;
import java.util.ArrayList;
import java.util.List;

/** How runs end: a rehearsal always without its candidate, and none without a crossing with anything of it on live. */
final class Ending {

    private Ending() {}

    static RunState complete(RunState state) {
        if (!state.rehearsal() && state.crossed()) {
            return state.withPhase(Phase.PROMOTED);
        }
        if (!state.rehearsal()) {
            return close(state, Flow.leftOnLive(state), Afterwards.COMPLETE);
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
        List<Action> actions = new ArrayList<>();
        if (state.hasLaunchedAnything()) {
            actions.add(Action.of(Verb.DROP_CANDIDATE));
            actions.addAll(Flow.leftOutside(state));
        }
        return close(state, actions, afterwards);
    }

    private static RunState close(RunState state, List<Action> actions, Afterwards afterwards) {
        return state.withoutPause()
                .withPhase(Phase.CLOSING)
                .withRecovery(new Recovery(actions, afterwards, Integer.MAX_VALUE, 0));
    }
}
