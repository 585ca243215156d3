package io.belay.workers.hold;

/** The one decision of a hold: behind {@link #COMMIT} new is live, behind {@link #UNDO} live is. */
public enum Decision {
    COMMIT("commit"),
    UNDO("undo");

    private final String word;

    Decision(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Decision of(String word) {
        for (Decision decision : values()) {
            if (decision.word.equals(word)) {
                return decision;
            }
        }
        throw new IllegalArgumentException("no decision of a hold: " + word);
    }
}
