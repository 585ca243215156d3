package io.belay.workers.step;

import java.util.List;

/** Names under which steps launch programs; part of the run journal's keys, so never renamed. */
final class Programs {

    static final String PG_UPGRADE = "pg_upgrade";
    static final String ANALYZE = "vacuumdb";
    static final String EXEC = "exec";

    /** A number follows: an undo that failed is tried again. */
    static final String UNDO = "undo.";

    /** Not among {@link #ALL}: who takes a candidate back ends those, and a hold ends by itself alone. */
    static final String HOLD = "hold";

    static final List<String> ALL = List.of(PG_UPGRADE, ANALYZE);

    private Programs() {}
}
