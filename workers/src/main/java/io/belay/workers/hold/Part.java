package io.belay.workers.hold;

import java.time.Duration;

/**
 * A named part of a hold. What it changes is told by the order alone, so that another process can take it back; each verb may be
 * called again after a crash in the middle of it.
 */
interface Part {

    /** Part of the record's form, so never renamed. */
    String name();

    /**
     * Whether the record has its beginning on disk before it begins. One that has not is undone whenever the part before it was begun, so
     * its undo must be harmless where it was not.
     */
    default boolean isBegunDurably() {
        return true;
    }

    /** @param left of the budget; at least a second behind the crossing, where nothing is given up any more */
    void carryOut(Duration left);

    /** Takes back what must not be there while live serves again; clients wait meanwhile. */
    default void undo() {}

    /** Removes what is left; live serves already. */
    default void clear() {}
}
