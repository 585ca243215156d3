package io.belay.workers.replication;

/** The way back: 13 follows 17, and has no count of errors. */
class CatchUpBackIT extends CatchUpCases {
    CatchUpBackIT() {
        super(17, 13);
    }
}
