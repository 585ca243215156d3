package io.belay.workers.storage;

import java.util.List;

/**
 * What a store can do for a dataset.
 *
 * @param consistency the most that a snapshot of the running server gives
 * @param cheapSnapshots whether waypoints cost O(metadata); without them only the twin is kept
 * @param problems reasons for which no snapshot is taken, each a sentence with its remedy; empty when there are none
 */
public record Capabilities(Consistency consistency, boolean cheapSnapshots, List<String> problems) {

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
    }
}
