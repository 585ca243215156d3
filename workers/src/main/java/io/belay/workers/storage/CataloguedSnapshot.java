package io.belay.workers.storage;

import java.util.Optional;

/**
 * One entry of a cluster's snapshot folder. Immutable.
 *
 * @param id its name, also for what Belay did not make
 * @param record what its sidecar says; empty when there is none, or none that can be read
 */
public record CataloguedSnapshot(String id, State state, Optional<SnapshotRecord> record) {

    public enum State {
        READY,
        /** Its deletion was begun; the next reconciling finishes it. */
        DELETING,
        /** Named like ours, without a (readable) sidecar: never used. Removed only when an intent proves that it is a leftover. */
        INCOMPLETE,
        /** A sidecar whose image is gone: somebody removed it by hand. */
        MISSING,
        /** Not made by Belay: listed, counted, never touched. */
        FOREIGN
    }
}
