package io.belay.engine.ledger;

import java.util.List;

/**
 * What one rehearsal adds to a cluster's ledger. Immutable.
 *
 * @param cluster {@code host/name}
 * @param snapshot id of the snapshot under test; ids sort by time
 * @param run id of the rehearsal; the same one counts once however often it is reported
 * @param at ISO-8601, when the rehearsal ended
 * @param passed whether the rehearsal passed as a whole, not only what it tried
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
        List<StepOutcome> outcomes) {

    public LedgerEntry {
        outcomes = List.copyOf(outcomes);
    }
}
