package io.belay.lab.kills;

import java.time.Duration;
import java.util.List;

/**
 * One run of the matrix. Immutable.
 *
 * @param seed by which it can be drawn again
 * @param strikes that were carried out
 * @param asked codes with which it asked a person, in order
 * @param stated how often a statement was held against the host
 * @param launched programs that were seen at work for its journal
 * @param wrong one sentence for each false statement, loss, failure, double effect and leftover
 */
record RunRecord(
        long seed,
        String run,
        Outcome outcome,
        List<Striker.Done> strikes,
        List<String> asked,
        int stated,
        int launched,
        Duration took,
        List<String> wrong) {

    /** How it ended. */
    enum Outcome {
        COMPLETED,
        ROLLED_BACK,
        /** It neither ended nor asked within its time, or ended in no way that a run may. */
        NEITHER
    }

    RunRecord {
        strikes = List.copyOf(strikes);
        asked = List.copyOf(asked);
        wrong = List.copyOf(wrong);
    }
}
