package io.belay.engine.run;

import java.time.Instant;

/**
 * No further step begins until somebody says so; the one at work goes on to its end. Immutable.
 *
 * @param reason may be empty
 */
record Paused(String by, String reason, Instant at) {

    /** As it is told behind the words "waits for". */
    String text(String run) {
        return "a person: `belay resume " + run + "`; paused by " + by + " since " + OperatorRules.exact(at)
                + (reason.isEmpty() ? "" : ": " + reason);
    }
}
