package io.belay.engine.evidence;

/**
 * Something in a run's evidence that is not as it was written. Immutable.
 *
 * @param kind what sort of change it is
 * @param line the first line that it concerns, 0 when it concerns none
 * @param file the file that it concerns, empty when it is the chain itself
 * @param statement one sentence
 */
public record EvidenceFault(Kind kind, long line, String file, String statement) {

    public enum Kind {
        LINE_CHANGED,
        LINE_MISSING,
        LINE_ADDED,
        /** Temporal's history knows another line at that place, or one behind the chain's end. */
        OTHER_THAN_ANCHORED,
        FILE_MISSING,
        FILE_CHANGED,
        /** A file, or an end of one, that no line binds although the run is over. */
        FILE_ADDED
    }

    static EvidenceFault changed(long line, String statement) {
        return new EvidenceFault(Kind.LINE_CHANGED, line, "", statement);
    }
}
