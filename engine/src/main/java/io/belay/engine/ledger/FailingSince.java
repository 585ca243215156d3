package io.belay.engine.ledger;

import java.util.Objects;

/**
 * "Passed on S2, fails since S3." Immutable.
 *
 * @param lastPassed id of the last snapshot on which the step passed; empty when it never has
 * @param firstFailed id of the first of the failing snapshots
 * @param error one sentence, the newest one
 * @param object what it is about, may be empty
 */
public record FailingSince(
        String step, String code, String lastPassed, String firstFailed, String error, String object, String plan) {

    public FailingSince {
        lastPassed = Objects.requireNonNullElse(lastPassed, "");
        error = Objects.requireNonNullElse(error, "");
        object = Objects.requireNonNullElse(object, "");
        plan = Objects.requireNonNullElse(plan, "");
    }
}
