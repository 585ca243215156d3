package io.belay.engine.ledger;

import java.util.List;
import java.util.Objects;

/**
 * What one rehearsal adds to a cluster's ledger. Immutable.
 *
 * @param cluster {@code host/name}
 * @param snapshot id of the snapshot under test; ids sort by time
 * @param run id of the rehearsal; the same one counts once however often it is reported
 * @param at ISO-8601, when the rehearsal ended
 * @param passed whether the rehearsal passed as a whole, not only what it tried
 * @param depth how much was tried
 * @param started ISO-8601, when the rehearsal began
 * @param outcomes of the steps that were tried, in the plan's order
 */
public record LedgerEntry(
        String cluster,
        String plan,
        String planHash,
        String snapshot,
        String run,
        String at,
        boolean passed,
        Depth depth,
        String started,
        List<StepOutcome> outcomes) {

    public LedgerEntry {
        // A run that an earlier engine began tried all as written, and says nothing of it.
        depth = Objects.requireNonNullElse(depth, Depth.FULL);
        started = Objects.requireNonNullElse(started, at);
        outcomes = List.copyOf(outcomes);
    }

    /** Whether it went far enough to tell something, so that the next one of its kind is not due at once. */
    boolean tells() {
        return passed || outcomes.stream().anyMatch(outcome -> outcome.result() == StepOutcome.Result.FAILED);
    }
}
