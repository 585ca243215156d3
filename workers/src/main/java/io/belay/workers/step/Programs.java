package io.belay.workers.step;

/** Names under which steps launch programs; part of the run journal's keys, so never renamed. */
final class Programs {

    static final String PG_UPGRADE = "pg_upgrade";
    static final String ANALYZE = "vacuumdb";
    static final String EXEC = "exec";
    static final String NOTIFY = "notify";

    /** A number follows: an undo that failed is tried again. */
    static final String UNDO = "undo.";

    /** A number follows, from 1: one launch for each database. */
    static final String SCRIPT = "psql.";

    /** Never noted among a run's launches: who takes a candidate back ends those, and a hold ends by itself alone. */
    static final String HOLD = "hold";

    private Programs() {}
}
