package io.belay.workers.storage;

import io.belay.plans.problem.ErrorCode;
import java.util.List;

/**
 * What a store can do for a dataset.
 *
 * @param consistency the most that a snapshot of the running server gives
 * @param cheapSnapshots whether copies cost O(metadata); else every snapshot, clone and waypoint is a full copy
 * @param problems reasons for which no snapshot is taken, each with its code and remedy; empty when there are none
 * @param notes what a person should know though it stands in nobody's way, each a sentence
 */
public record Capabilities(
        Consistency consistency, boolean cheapSnapshots, List<Problem> problems, List<String> notes) {

    /**
     * @param code with a page of its own
     * @param text what was found, where, and what to do
     */
    public record Problem(ErrorCode code, String text) {

        @Override
        public String toString() {
            return code + " " + text;
        }
    }

    public enum Consistency {
        /** One moment for all files: crash recovery is enough. */
        ATOMIC,
        /** File by file: only with the server in backup mode, or stopped. */
        BACKUP_MODE,
        /** Only a stopped server can be copied. */
        STOPPED
    }

    public Capabilities {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
