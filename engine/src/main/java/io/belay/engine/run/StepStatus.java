package io.belay.engine.run;

/** Where one step stands; names what is being done about it, or how it ended. */
public enum StepStatus {
    PENDING,
    /** Its preconditions are being checked. */
    PREPARING,
    RUNNING,
    /** Nobody can tell how it ended; it is inspected until that is known. Nothing is undone meanwhile. */
    UNCLEAR,
    /** Its promise is being proven. */
    VERIFYING,
    /** The waypoint behind it is being taken. */
    FREEZING,
    DONE,
    SKIPPED,
    FAILED,
    /** Waits for a person's decision. */
    WAITING,
    UNDOING,
    UNDONE,
    /** Its undo is proven to have failed: a person has to look. */
    UNDO_FAILED;

    /** Whether the run goes on behind it. A failed step is passed only when its {@code on_failure} says {@code continue}. */
    public boolean isClosed() {
        return this == DONE || this == SKIPPED || this == FAILED;
    }
}
