package io.belay.workers.evidence;

/** The servers that a run has sessions on, by the words that its evidence names them with. */
public enum RunServer {
    LIVE("live"),
    /** The run's own clone, under either version. */
    CANDIDATE("candidate"),
    /** A copy of an image that is thrown away with the step. */
    COPY("copy"),
    /** The two that are compared: old's last state, and new's. */
    OLD("old"),
    NEW("new");

    private final String word;

    RunServer(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
