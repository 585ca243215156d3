package io.belay.engine.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.belay.engine.ledger.StepOutcome.Result;

/**
 * Neighbouring snapshots on which a step went alike. Immutable.
 *
 * @param from id of the first snapshot
 * @param to id of the last one
 * @param snapshots how many lie in it, at least 1
 */
public record Stretch(String from, String to, int snapshots, Result result, String code, String error, String object) {

    static Stretch of(String snapshot, StepOutcome outcome) {
        return new Stretch(snapshot, snapshot, 1, outcome.result(), outcome.code(), outcome.error(), outcome.object());
    }

    @JsonIgnore
    boolean isFailed() {
        return result == Result.FAILED;
    }

    boolean holds(String snapshot) {
        return from.compareTo(snapshot) <= 0 && snapshot.compareTo(to) <= 0;
    }

    boolean isLike(Stretch other) {
        return result == other.result && code.equals(other.code) && object.equals(other.object);
    }

    /** Both together; the later one's words are kept, they are the newer ones. */
    Stretch joined(Stretch later) {
        return new Stretch(from, later.to, snapshots + later.snapshots, result, code, later.error, object);
    }

    Stretch narrowed(String newFrom, String newTo, int count) {
        return new Stretch(newFrom, newTo, Math.max(count, 1), result, code, error, object);
    }
}
