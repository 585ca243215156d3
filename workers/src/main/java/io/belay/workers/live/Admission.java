package io.belay.workers.live;

/** Whom a dressed server serves. From one to the other a reload is enough. */
public enum Admission {
    /** Belay alone: owner's and worker's account through the socket, as the install user. Nothing is archived, no jobs run. */
    LOCKED,
    /**
     * For the time in which the two sides follow each other: as {@link #LOCKED}, and the owner's account, under which the other side's
     * server comes. What would be archived is let go: kept, it would fill the disk in the days until a crossing. See {@link PairedFiles}.
     */
    PAIRED,
    /** As live did. */
    OPEN
}
