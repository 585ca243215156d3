package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Drops one slot, however often it is asked to. Stateless. */
final class SlotRemoval {

    private static final String TERMINATE = "SELECT pg_catalog.pg_terminate_backend(active_pid) AS ended"
            + " FROM pg_catalog.pg_replication_slots WHERE slot_name = ?::text AND active_pid IS NOT NULL";

    private static final String DROP = "SELECT pg_catalog.pg_drop_replication_slot(slot_name)::text AS dropped"
            + " FROM pg_catalog.pg_replication_slots WHERE slot_name = ?::text";

    private static final String IN_USE = "55006";
    private static final String GONE = "42704";

    private static final Duration POLL = Duration.ofMillis(20);

    /** For a sender that was told to end: it does at once, but its follower may come back before the drop. */
    private static final Duration ENDING = Duration.ofSeconds(15);

    private SlotRemoval() {}

    static List<ListedStatement> statements() {
        return List.of(
                ListedStatement.inEach(Slot.ALL),
                ListedStatement.inEach(TERMINATE).when("for a slot of the run that stays in use"),
                ListedStatement.inEach(DROP).when("for each slot of the run"));
    }

    /**
     * @param session in the slot's own database
     * @param patience for whoever uses it to leave by itself; then its process is ended
     * @throws ServerFailure {@code BLY-3332} when it is used again and again
     */
    static void drop(Session session, String slot, Duration patience) {
        Waiting leaving = Waiting.atMost(patience, POLL);
        Waiting all = Waiting.atMost(patience.plus(ENDING), POLL);
        while (true) {
            Optional<Slot> found = find(session, slot);
            if (found.isEmpty()) {
                return;
            }
            if (found.get().isActive() && leaving.isOver()) {
                session.query(TERMINATE, slot);
            }
            if ((!found.get().isActive() || leaving.isOver()) && isDropped(session, slot)) {
                return;
            }
            if (all.isOver()) {
                throw held(session, found.get());
            }
            all.pause();
        }
    }

    static Optional<Slot> find(Session session, String slot) {
        return session.query(Slot.ALL).stream()
                .map(Slot::of)
                .filter(one -> one.name().equals(slot))
                .findFirst();
    }

    private static boolean isDropped(Session session, String slot) {
        try {
            session.query(DROP, slot);
            return true;
        } catch (PostgresFailure refused) {
            if (refused.sqlState().equals(IN_USE)) {
                return false;
            }
            if (refused.sqlState().equals(GONE)) {
                return true;
            }
            throw refused;
        }
    }

    private static ServerFailure held(Session session, Slot slot) {
        return new ServerFailure(
                ReplicationErrors.SLOT_HELD,
                "the slot `" + slot.name() + "` of the database `" + session.database() + "` is still in use"
                        + (slot.isActive() ? " by process " + slot.holder().getAsLong() : "")
                        + " and was not dropped. Until it is, the server keeps "
                        + slot.keptBytes() / 1024 / 1024
                        + " MB of its log for it. Disable the subscription that uses it, then run the same command again.");
    }
}
