package io.belay.engine.client;

import io.belay.engine.evidence.EvidenceReport;

/**
 * What is known of a run's evidence after chain, files and anchors were compared. Immutable.
 *
 * @param run under whose id the host keeps it
 * @param cluster {@code host/name}
 * @param ended whether the run is over, as far as anybody says so
 */
public record EvidenceVerdict(String run, String cluster, boolean ended, Anchoring anchoring, EvidenceReport report) {

    /** Who vouches for the chain besides itself. */
    public enum Anchoring {
        /** Temporal's history, up to the last line. */
        WHOLE,
        /** Temporal's history, but not up to the last line: what came behind has not been answered for. */
        PARTLY,
        /** The history is there and holds no head: workers of that time gave none. */
        NO_HEADS,
        /** The history is gone. The chain fits in itself, or not; nobody else vouches for it. */
        NO_HISTORY
    }

    /** Whether anything is not as it was written. */
    public boolean isBroken() {
        return !report.faults().isEmpty();
    }

    /** Whether nobody but the host itself vouches for the chain. */
    public boolean isUnanchored() {
        return anchoring == Anchoring.NO_HEADS || anchoring == Anchoring.NO_HISTORY;
    }
}
