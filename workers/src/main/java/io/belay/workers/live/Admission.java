package io.belay.workers.live;

/** Whom a dressed server serves. From one to the other a reload is enough. */
public enum Admission {
    /** Belay alone: owner's and worker's account through the socket, as the install user. Nothing is archived, no jobs run. */
    LOCKED,
    /** As live did. */
    OPEN
}
