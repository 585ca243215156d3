package io.belay.engine.ledger;

import java.util.Objects;

/**
 * How one step went in one rehearsal. Immutable.
 *
 * @param code {@code BLY-nnnn} when it failed, else empty
 * @param error one sentence, empty when it passed
 * @param object what it was about, may be empty
 * @param milliseconds how long it took
 */
public record StepOutcome(String step, Result result, String code, String error, String object, long milliseconds) {

    /** Unclear ones are kept apart: they prove neither that a step passes nor that it fails. */
    public enum Result {
        PASSED,
        FAILED,
        UNCLEAR
    }

    public StepOutcome {
        code = Objects.requireNonNullElse(code, "");
        error = Objects.requireNonNullElse(error, "");
        object = Objects.requireNonNullElse(object, "");
    }

    /** The same of something else. */
    public StepOutcome of(String name) {
        return new StepOutcome(name, result, code, error, object, milliseconds);
    }
}
