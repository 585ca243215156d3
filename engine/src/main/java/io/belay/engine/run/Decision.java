package io.belay.engine.run;

/**
 * What an operator wants of a run. Immutable.
 *
 * @param step the gate or step it names; empty when it names none
 * @param planHash what an approval binds to; empty for other verbs
 * @param factsHash what an approval binds to besides; empty for other verbs, and where a run is bound to no facts
 */
public record Decision(Kind kind, String step, String planHash, String factsHash, String operator, String reason) {

    public Decision(Kind kind, String step, String planHash, String operator, String reason) {
        this(kind, step, planHash, "", operator, reason);
    }

    public enum Kind {
        APPROVE,
        REJECT,
        RETRY,
        ABORT,
        ROLLBACK,
        /** No further step begins. */
        PAUSE,
        RESUME,
        /** Old live may go: the last word behind the crossing. */
        RETIRE
    }
}
