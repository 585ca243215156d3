package io.belay.engine.evidence;

/** The kinds of lines in a run's chain. Words of a file format: they never change their meaning. */
public final class ChainWords {

    /** One sentence, nothing more. */
    public static final String NOTE = "note";

    /** A file that was written once. */
    public static final String FILE = "file";

    /** What the host answered to one verb of one step, with what it had left in the run's folder by then. */
    public static final String ANSWER = "answer";

    /** What somebody decided, as the engine told the host with its next request. */
    public static final String DECISION = "decision";

    /** How the run ended, as the engine told the host. */
    public static final String END = "end";

    private ChainWords() {}
}
