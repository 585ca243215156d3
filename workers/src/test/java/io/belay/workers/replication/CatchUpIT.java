package io.belay.workers.replication;

/** The way forward: 17 follows 13, and counts errors. */
class CatchUpIT extends CatchUpCases {
    CatchUpIT() {
        super(13, 17);
    }
}
