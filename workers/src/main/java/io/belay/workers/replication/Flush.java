package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.util.List;

/**
 * Forces everything that the follower has applied in its log onto disk. Apply workers commit without waiting for the disk: without this, a
 * crash right behind a release loses what was applied, and the slot of the way back would be advanced to a place in front of it, and send
 * it back. Stateless.
 */
public final class Flush {

    /** Nobody receives the message: pgoutput leaves messages out unless asked. It makes a commit that waits for the disk. */
    private static final String MESSAGE = "SELECT pg_catalog.set_config('synchronous_commit', 'on', true) AS kept,"
            + " pg_catalog.pg_logical_emit_message(true, 'belay', 'flush')::text AS lsn";

    private Flush() {}

    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.inEach(MESSAGE));
    }

    /** One round trip and one flush of the disk, 2 to 21 ms. Behind the marker, in front of {@link SlotAdvance}. */
    public static void make(Session target) {
        target.query(MESSAGE);
    }
}
