package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one slot, however often it is asked to. Stateless. */
final class SlotMaking {

    private static final String TIME_LIMIT = "SELECT pg_catalog.set_config('statement_timeout', ?::text, false) AS set,"
            + " pg_catalog.set_config('lock_timeout', '0', false) AS unlimited";

    private static final String MAKE_SLOT =
            "SELECT lsn::text AS lsn FROM pg_catalog.pg_create_logical_replication_slot(?::text, 'pgoutput')";

    /** A statement that its time limit ended. */
    private static final String CANCELED = "57014";

    private SlotMaking() {}

    static List<ListedStatement> statements() {
        List<ListedStatement> listed = new ArrayList<>();
        listed.add(ListedStatement.inEach(Slot.ALL));
        listed.add(ListedStatement.inEach(TIME_LIMIT).when("unless it is there"));
        listed.add(ListedStatement.inEach(MAKE_SLOT).when("unless it is there"));
        OpenTransaction.statements().forEach(one -> listed.add(one.when("when a slot was not made in time")));
        return listed;
    }

    /**
     * Returns the slot that is there, or makes it.
     *
     * @param timeout for the server to make it
     * @throws ServerFailure {@code BLY-3330}, {@code BLY-3331}
     */
    static Slot make(Session session, String name, Duration timeout) {
        Optional<Slot> found = SlotRemoval.find(session, name);
        if (found.isPresent() && !found.get().database().equals(session.database())) {
            throw taken("a slot `" + name + "` of the database `" + found.get().database() + "`", session);
        }
        if (found.isPresent() && found.get().isWhole(session.database())) {
            return found.get();
        }
        if (found.isPresent()) {
            // Lost, or still being made by an attempt that nobody waits for any more.
            SlotRemoval.drop(session, name, Duration.ZERO);
        }
        session.query(TIME_LIMIT, String.valueOf(timeout.toMillis()));
        try {
            session.query(MAKE_SLOT, name);
        } catch (PostgresFailure refused) {
            throw refused.sqlState().equals(CANCELED) ? blocked(session, name, timeout) : refused;
        }
        return SlotRemoval.find(session, name)
                .orElseThrow(() -> new IllegalStateException("the slot " + name + " went as soon as it was made"));
    }

    /**
     * @param place that its follower has everything before
     * @throws ServerFailure {@code BLY-3339} when the slot begins behind it, or is of no use
     */
    static void requireBefore(Session session, String name, Lsn place) {
        Optional<Lsn> begins =
                SlotRemoval.find(session, name).filter(slot -> !slot.isLost()).flatMap(Slot::confirmed);
        if (begins.isEmpty() || begins.get().compareTo(place) > 0) {
            throw new ServerFailure(
                    ReplicationErrors.SLOT_TOO_LATE,
                    "the slot `" + name + "` of the database `" + session.database() + "` "
                            + begins.map(
                                            found -> "begins at " + found + ", behind " + place
                                                    + " where its follower has to begin: what was committed between is in neither")
                                    .orElse("is not there, or was lost")
                            + ". Nothing was changed. Take a new snapshot behind the slots, and make the candidate of that.");
        }
    }

    private static ServerFailure blocked(Session session, String name, Duration timeout) {
        List<OpenTransaction> open = OpenTransaction.all(session);
        return new ServerFailure(
                ReplicationErrors.SLOT_BLOCKED,
                "the slot `" + name + "` was not made within " + timeout.toMillis()
                        + " ms, because a slot waits for every transaction that has written, in whatever database. "
                        + (open.isEmpty() ? "None is open any more." : "Open are: " + OpenTransaction.words(open) + ".")
                        + " Nothing of this slot is left, and clients were not hindered. Let them end, then run the same"
                        + " command again.");
    }

    static ServerFailure taken(String what, Session session) {
        return new ServerFailure(
                ReplicationErrors.NAME_TAKEN,
                "the server has " + what + ", seen in the database `" + session.database()
                        + "`, which Belay did not make. It was left as it is. Look who made it, drop it if nobody needs it,"
                        + " then run the same command again.");
    }
}
