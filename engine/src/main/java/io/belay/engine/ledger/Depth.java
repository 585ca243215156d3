package io.belay.engine.ledger;

/** How much of its plan a rehearsal tries. */
public enum Depth {
    /** All steps as written. */
    FULL,
    /** All steps, with a verification that takes as long on a large cluster as on a small one. */
    QUICK;

    /**
     * Under which name the ledger keeps what was tried in part only. No step can be called so, and it has a history of its own: that it
     * passes does not say that the whole step would.
     */
    public static String inPart(String step) {
        return step + " (quick)";
    }
}
