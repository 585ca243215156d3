package io.belay.engine.evidence;

/**
 * The end of a run's chain at one moment: whoever keeps it elsewhere can tell later whether everything up to there is as it was.
 * Immutable.
 *
 * @param line number of the newest line, 0 when there is none
 * @param sha256 of that line without its line end, 64 lower-case hex digits; zeros when there is none
 */
public record EvidenceHead(long line, String sha256) {

    /** Of a chain that has not begun. */
    public static final EvidenceHead NONE = new EvidenceHead(0, "0".repeat(64));
}
