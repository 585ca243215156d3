package io.belay.engine.client;

import io.belay.engine.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * A cluster's ledger as evidence and histories have it, beside the one that is there. Immutable.
 *
 * @param present the ledger that is there now; absent when it was lost, or never was
 * @param rebuilt what it would be
 * @param fromEvidence how many rehearsals the host's evidence tells of
 * @param fromHistory how many more Temporal's histories tell of
 * @param kept ids of rehearsals that only the present ledger knows; what it says of them stays
 */
public record LedgerDraft(
        Optional<Ledger> present, Ledger rebuilt, int fromEvidence, int fromHistory, List<String> kept) {

    public LedgerDraft {
        kept = List.copyOf(kept);
    }
}
