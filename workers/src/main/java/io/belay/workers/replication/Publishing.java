package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The run's objects on a server that is followed: in each database a marker's table in a schema of its own, a publication of all tables,
 * and a slot. Everything is idempotent and named for the run; nothing of another name is ever dropped. Opens its own sessions, so it has
 * no place in a hold. Thread-safe.
 *
 * <p>From the publication on, the server refuses UPDATE and DELETE on tables without replica identity, so preflight comes first. The slot
 * makes the server keep its log until the follower has read it.
 */
public final class Publishing {

    private static final String PUBLICATION =
            "SELECT puballtables AND pubinsert AND pubupdate AND pubdelete AND pubtruncate AS whole"
                    + " FROM pg_catalog.pg_publication WHERE pubname = ?::text";

    private static final String MARKED =
            "SELECT count(*) AS found FROM pg_catalog.pg_namespace WHERE nspname = ?::text";

    /** An owner's event trigger may write rows, and on a side that follows those would stop it. */
    private static final String QUIET = "SET session_replication_role = replica";

    private final Server server;
    private final Names names;
    private final boolean follows;

    public Publishing(Server server, Names names) {
        this(server, names, false);
    }

    private Publishing(Server server, Names names, boolean follows) {
        this.server = server;
        this.names = names;
        this.follows = follows;
    }

    /** For a server that follows another one until the next switch. */
    public static Publishing ofFollower(Server server, Names names) {
        return new Publishing(server, names, true);
    }

    /**
     * What of the run is on the server.
     *
     * @param marked databases with the marker's schema
     * @param published databases with the publication
     * @param slots of every way and generation
     */
    public record Published(Set<String> marked, Set<String> published, List<Slot> slots) {

        public Published {
            marked = Set.copyOf(marked);
            published = Set.copyOf(published);
            slots = List.copyOf(slots);
        }

        public boolean isNothing() {
            return marked.isEmpty() && published.isEmpty() && slots.isEmpty();
        }
    }

    /** What {@link #publish} sends: to each database but the slots, then the slots. */
    public static List<ListedStatement> statements(Names names) {
        List<ListedStatement> listed = new ArrayList<>(statementsOfMarking(names));
        listed.addAll(statementsOfSlots());
        return listed;
    }

    /** The first part of {@link #statements}, for all databases before the second one, in order. */
    public static List<ListedStatement> statementsOfMarking(Names names) {
        List<ListedStatement> listed = new ArrayList<>();
        marker(names).forEach(sql -> listed.add(ListedStatement.inEach(sql)));
        listed.add(ListedStatement.inEach(PUBLICATION));
        listed.add(ListedStatement.inEach(publication(names)).when("unless it is there"));
        return listed;
    }

    /** {@link #statementsOfMarking} for a server that follows. */
    public static List<ListedStatement> statementsOfMarkingFollower(Names names) {
        List<ListedStatement> listed = new ArrayList<>(List.of(ListedStatement.inEach(QUIET)));
        listed.addAll(statementsOfMarking(names));
        return listed;
    }

    /** The second part of {@link #statements}, in order. */
    public static List<ListedStatement> statementsOfSlots() {
        return SlotMaking.statements();
    }

    /** What {@link #withdraw} sends to each database behind {@link #look}: for the slots first, then for everything else. */
    public static List<ListedStatement> statementsOfWithdrawal(Names names) {
        List<ListedStatement> listed = new ArrayList<>(statementsOfDroppingSlots());
        listed.addAll(statementsOfRemoval(names));
        return listed;
    }

    /** What {@link #dropSlots} sends to each database behind {@link #look}, in order. */
    public static List<ListedStatement> statementsOfDroppingSlots() {
        return SlotRemoval.statements();
    }

    /** The last part of {@link #statementsOfWithdrawal}, in order. */
    public static List<ListedStatement> statementsOfRemoval(Names names) {
        return removal(names).stream().map(ListedStatement::inEach).toList();
    }

    /** What {@link #look} sends to each database, in order. */
    public static List<ListedStatement> statementsOfLook() {
        return List.of(
                ListedStatement.inEach(MARKED),
                ListedStatement.inEach(PUBLICATION),
                ListedStatement.inEach(Slot.ALL).when("as long as no slot of the run was seen"));
    }

    /**
     * Makes what is missing: first everything but the slots in each database, then the slots, one after the other. Each takes some 10 to
     * 500 ms, and waits for every transaction of the cluster that has written and is open.
     *
     * @param slotTimeout for each slot; no longer than the server's sessions may take
     * @return the slots, in the order of the databases
     * @throws ServerFailure {@code BLY-3330} with the transactions that a slot waited for, {@code BLY-3331} when a name is taken. What was
     *     made stays for the next attempt, or for {@link #withdraw}
     */
    public List<Slot> publish(Way way, List<String> databases, Duration slotTimeout) {
        mark(databases);
        List<Slot> slots = new ArrayList<>();
        for (String database : databases) {
            try (Session session = server.open(database)) {
                slots.add(SlotMaking.make(session, names.slot(way, database), slotTimeout));
            }
        }
        return slots;
    }

    /** Everything but the slots: for a side that did not get it with its clone. */
    public void mark(List<String> databases) {
        for (String database : databases) {
            try (Session session = server.open(database)) {
                if (follows) {
                    session.execute(QUIET);
                }
                marker(names).forEach(session::execute);
                publish(session);
            }
        }
    }

    /**
     * Drops one way's slots: behind a switch, for the side that serves no longer.
     *
     * @param patience for a follower to leave; then its sender is ended
     * @throws ServerFailure {@code BLY-3332}
     */
    public void dropSlots(Way way, Duration patience) {
        drop(
                look().slots().stream()
                        .filter(slot -> slot.name().equals(names.slot(way, slot.database())))
                        .toList(),
                patience);
    }

    /**
     * Drops all of the run, also what was half made; nothing happens where nothing is.
     *
     * @param patience as in {@link #dropSlots}
     * @throws ServerFailure {@code BLY-3332}
     */
    public void withdraw(Duration patience) {
        drop(look().slots(), patience);
        for (String database : server.databases()) {
            try (Session session = server.open(database)) {
                removal(names).forEach(session::execute);
            }
        }
    }

    public Published look() {
        Map<String, Boolean> marked = new LinkedHashMap<>();
        Map<String, Boolean> published = new LinkedHashMap<>();
        List<Slot> slots = new ArrayList<>();
        for (String database : server.databases()) {
            try (Session session = server.open(database)) {
                marked.put(
                        database, session.query(MARKED, names.schema()).get(0).number("found") > 0);
                published.put(
                        database,
                        !session.query(PUBLICATION, names.publication()).isEmpty());
                if (slots.isEmpty()) {
                    session.query(Slot.ALL).stream()
                            .map(Slot::of)
                            .filter(slot -> names.areOf(slot.name()))
                            .forEach(slots::add);
                }
            }
        }
        marked.values().removeIf(there -> !there);
        published.values().removeIf(there -> !there);
        return new Published(marked.keySet(), published.keySet(), slots);
    }

    private void drop(List<Slot> slots, Duration patience) {
        for (Slot slot : slots) {
            try (Session session = server.open(slot.database())) {
                SlotRemoval.drop(session, slot.name(), patience);
            }
        }
    }

    private void publish(Session session) {
        var found = session.query(PUBLICATION, names.publication());
        if (found.isEmpty()) {
            session.execute(publication(names));
        } else if (!found.get(0).isTrue("whole")) {
            throw SlotMaking.taken(
                    "a publication `" + names.publication() + "` that is not one of all tables and all changes",
                    session);
        }
    }

    private static List<String> marker(Names names) {
        return List.of(
                "CREATE SCHEMA IF NOT EXISTS " + Sql.name(names.schema()),
                "CREATE TABLE IF NOT EXISTS " + names.marker()
                        + " (id int PRIMARY KEY, n bigint NOT NULL, at timestamptz NOT NULL)",
                "INSERT INTO " + names.marker()
                        + " VALUES (1, 0, pg_catalog.clock_timestamp()) ON CONFLICT (id) DO NOTHING");
    }

    private static String publication(Names names) {
        return "CREATE PUBLICATION " + Sql.name(names.publication()) + " FOR ALL TABLES";
    }

    private static List<String> removal(Names names) {
        return List.of(
                "DROP PUBLICATION IF EXISTS " + Sql.name(names.publication()),
                "DROP TABLE IF EXISTS " + names.marker(),
                "DROP SCHEMA IF EXISTS " + Sql.name(names.schema()));
    }
}
