package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Session;
import java.util.List;

/**
 * Moves the slot of the way back to the end of what is on disk, so that nothing of what came from the other side is sent back to it. In a
 * hold, behind {@link Flush}; once shortly before a hold, so that the one in it has little to read. Stateless.
 */
public final class SlotAdvance {

    private static final String ADVANCE = "SELECT end_lsn::text AS lsn FROM"
            + " pg_catalog.pg_replication_slot_advance(?::text, pg_catalog.pg_current_wal_flush_lsn())";

    private SlotAdvance() {}

    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.inEach(ADVANCE));
    }

    /**
     * One round trip; reads the log from the slot's last place, usually 1 ms, on a busy machine up to 53.
     *
     * @param target session in the slot's database, on the side that shall serve
     * @return where the way back begins. To be kept with the decision and given to {@link Following#startAt}: the server writes the
     *     slot's new place to disk with its next checkpoint only, and one that crashes before stands at the old place again
     */
    public static Lsn advance(Session target, String slot) {
        return Lsn.parse(target.query(ADVANCE, slot).get(0).text("lsn"));
    }
}
