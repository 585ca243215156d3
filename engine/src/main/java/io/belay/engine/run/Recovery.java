package io.belay.engine.run;

import java.util.List;

/**
 * What is being taken back, and what follows. Immutable.
 *
 * @param actions still to be carried out, in this order; empty when nothing is being taken back
 * @param resetFrom index of the first step whose effects are gone afterwards; the number of steps when none is
 * @param failures answers in a row that said the first action failed
 */
record Recovery(List<Action> actions, Afterwards afterwards, int resetFrom, int failures) {

    enum Afterwards {
        NOTHING,
        /** Go on behind the failed step. */
        CONTINUE,
        /** Launch the failed step anew. */
        RELAUNCH,
        /** Wait for a person. */
        BLOCK,
        COMPLETE,
        FAIL,
        ABORT
    }

    static final Recovery NONE = new Recovery(List.of(), Afterwards.NOTHING, Integer.MAX_VALUE, 0);

    Recovery {
        actions = List.copyOf(actions);
    }

    /** Whether the run is over once all is taken back. */
    boolean endsTheRun() {
        return afterwards == Afterwards.COMPLETE || afterwards == Afterwards.FAIL || afterwards == Afterwards.ABORT;
    }

    boolean isUnderWay() {
        return !actions.isEmpty();
    }

    Recovery then(Afterwards next) {
        return new Recovery(actions, next, resetFrom, failures);
    }

    Recovery withoutFirst() {
        return new Recovery(actions.subList(1, actions.size()), afterwards, resetFrom, 0);
    }

    Recovery failedOnce() {
        return new Recovery(actions, afterwards, resetFrom, failures + 1);
    }
}
