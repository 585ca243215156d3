package io.belay.engine.run;

/** Where a run as a whole stands. */
public enum Phase {
    /** The host is asked whether it can carry out every step; nothing has been changed. */
    PREFLIGHT,
    /** Steps are carried out, in a rehearsal too. */
    APPLYING,
    /** Waits for a person: {@code retry}, {@code rollback} or {@code abort}. Never in a rehearsal. */
    BLOCKED,
    /** Steps are undone, or a waypoint is restored. */
    ROLLING_BACK,
    /** The work is over; the candidate of a rehearsal is being dropped. */
    CLOSING,
    COMPLETED,
    /** Ended behind the crossing: new is live. */
    PROMOTED,
    FAILED,
    ABORTED;

    public boolean isEnd() {
        return switch (this) {
            case PREFLIGHT, APPLYING, BLOCKED, ROLLING_BACK, CLOSING -> false;
            case COMPLETED, PROMOTED, FAILED, ABORTED -> true;
        };
    }
}
