package io.belay.engine.run;

import io.belay.engine.run.Choice.Kind;

/**
 * What an operator wants of a run, and who and why. Immutable.
 *
 * @param reason may be empty
 */
public record Decision(Choice choice, String operator, String reason) {

    public Kind kind() {
        return choice.kind();
    }

    /** The gate or step it names; empty when it names none. */
    public String step() {
        return choice.step();
    }
}
