package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The run's subscriptions of one way, one in each database of the server that follows. Made on slots that {@link Publishing} made before;
 * they copy nothing. Idempotent throughout. Opens its own sessions, so it has no place in a hold. Thread-safe.
 *
 * <p>Two ways must never be enabled at once: below 16 nothing keeps a change from coming back to where it was made, which stops both.
 * {@code disable_on_error} stays off: with it a publisher that restarts is enough to disable a subscription for good.
 */
public final class Following {

    private static final String EXISTING = "SELECT d.datname AS database FROM pg_catalog.pg_subscription s"
            + " JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE s.subname = ?::text ORDER BY 1";

    private static final String ADVANCE =
            "SELECT pg_catalog.pg_replication_origin_advance('pg_' || ?::text, ?::pg_lsn)::text" + " AS advanced";

    private static final String TERMINATE = "SELECT pg_catalog.pg_terminate_backend(?::int) AS ended";

    /**
     * From 16 on rows are applied as their table's owner, and refused where that one's own table forces row security on him. As the
     * subscription's owner, a superuser, they are applied as before 16; only where it has to be, for functions in indexes and
     * constraints run as that one too.
     */
    private static final String FORCED = "SELECT count(*) AS tables FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_roles r ON r.oid = c.relowner WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity"
            + " AND c.relforcerowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls";

    private static final int AS_TABLES_OWNER_SINCE = 16;

    private static final String FIRST = "<first database>";

    /**
     * An owner's event trigger may write rows, and on a side that follows those would stop it. In one text with what follows: the session
     * ends behind it.
     */
    private static final String QUIETLY = "SET session_replication_role = replica; ";

    private static final Duration POLL = Duration.ofMillis(10);

    /** For a worker that was told to end. */
    private static final Duration ENDING = Duration.ofSeconds(15);

    private final Server source;
    private final Server target;
    private final SourceAddress address;
    private final Names names;
    private final Way way;
    private final String subscription;

    /**
     * @param source that is followed; asked for what it publishes
     * @param target that follows
     * @param address how the target's server reaches the source
     */
    public Following(Server source, Server target, SourceAddress address, Names names, Way way) {
        this.source = source;
        this.target = target;
        this.address = address;
        this.names = names;
        this.way = way;
        this.subscription = names.subscription(way);
    }

    /** What is sent to the side that is followed; which is live before a promotion. */
    public static List<ListedStatement> statementsToSource() {
        List<ListedStatement> listed = new ArrayList<>(Registration.statementsToSource());
        listed.addAll(SlotRemoval.statements());
        return listed;
    }

    /** What looks for the way's subscription in a database of a target of this major. */
    public static ListedStatement statementOfFinding(int major) {
        return ListedStatement.inEach(Subscription.sql(major));
    }

    /** What makes the way's subscription in a database; {@code connection} as {@link SourceAddress} writes it. */
    public static ListedStatement statementOfCreation(String connection, Names names, Way way, String database) {
        return ListedStatement.inEach(creation(connection, names, way, database))
                .when("unless it is there");
    }

    /** What has rows applied where row security is forced on their table's owner, behind {@link #statementOfCreation}. */
    public static List<ListedStatement> statementsOfForcedSecurity(Names names, Way way, int major) {
        return major < AS_TABLES_OWNER_SINCE
                ? List.of()
                : List.of(
                        ListedStatement.inEach(FORCED).when("unless the subscription is there"),
                        ListedStatement.inEach(asSubscriptionsOwner(names.subscription(way)))
                                .when("where a table forces row security on an owner who may not bypass it"));
    }

    /** What {@link #startAt} sends to each database of the target behind {@link #statementOfFinding}; the source is asked before. */
    public static ListedStatement statementOfStart() {
        return ListedStatement.inEach(ADVANCE);
    }

    /** What {@link #existing} sends to the first database of the target. */
    public static List<ListedStatement> statementsOfExisting() {
        return List.of(ListedStatement.in(FIRST, EXISTING));
    }

    /** What {@link #enable} sends to each database of the target behind {@link #existing}. */
    public static ListedStatement statementOfEnabling(Names names, Way way) {
        return ListedStatement.inEach(alteration(names.subscription(way), "ENABLE"));
    }

    /** What {@link #dropHere} sends to each database of the target, once for each of three rounds, each of them behind {@link #existing}. */
    public static List<List<ListedStatement>> statementsOfDropping(Names names, Way way, int major) {
        String name = names.subscription(way);
        return List.of(
                List.of(ListedStatement.inEach(alteration(name, "DISABLE"))),
                List.of(
                        statementOfFinding(major),
                        ListedStatement.inEach(TERMINATE).when("when its worker does not end by itself")),
                removal(name).stream().map(ListedStatement::inEach).toList());
    }

    /**
     * Makes the subscriptions, disabled, and proves that each knows every published table. The target connects to the source for it, some
     * 50 ms for each database.
     *
     * @throws ServerFailure {@code BLY-3333} when one does not; it stays disabled
     */
    public void prepare(List<String> databases) {
        int major = target.major();
        for (String database : databases) {
            try (Session following = target.open(database);
                    Session followed = source.open(database)) {
                if (Subscription.find(following, major, subscription).isEmpty()) {
                    following.execute(creation(address.connection(database, subscription), names, way, database));
                    if (major >= AS_TABLES_OWNER_SINCE
                            && following.query(FORCED).get(0).number("tables") > 0) {
                        following.execute(asSubscriptionsOwner(subscription));
                    }
                }
                Registration.read(followed, following, names, way).requireWhole(database, subscription);
            }
        }
    }

    /**
     * Says where each begins: changes whose commit lies before are not applied again. For a candidate the end of its recovery, for the way
     * back what {@link SlotAdvance} returned. One that is further already stays there. Before {@link #enable}.
     *
     * @throws ServerFailure {@code BLY-3338} when a database has no subscription, {@code BLY-3339} when its slot begins behind the place,
     *     or is not there
     */
    public void startAt(Map<String, Lsn> places) {
        int major = target.major();
        new TreeMap<>(places).forEach((database, place) -> {
            try (Session session = target.open(database)) {
                Subscription found = require(session, major);
                if (found.reached().map(place::compareTo).orElse(1) > 0) {
                    try (Session followed = source.open(database)) {
                        SlotMaking.requireBefore(followed, names.slot(way, database), place);
                    }
                    session.query(ADVANCE, String.valueOf(found.oid()), place.toString());
                }
            }
        });
    }

    /** Lets them apply. The other way's subscriptions have to be dropped, or at least disabled, before. */
    public void enable() {
        alter("ENABLE");
    }

    /**
     * Stops them and waits until no worker applies any more.
     *
     * @param patience for each worker to end by itself; then it is ended, which undoes the transaction it was applying
     * @throws ServerFailure {@code BLY-3337}
     */
    public void disable(Duration patience) {
        int major = target.major();
        alter("DISABLE");
        for (String database : existing()) {
            try (Session session = target.open(database)) {
                awaitNoWorker(session, major, patience);
            }
        }
    }

    /**
     * Drops them, then their slots on the source. Nothing happens where nothing is.
     *
     * @param patience as in {@link #disable}
     * @throws ServerFailure {@code BLY-3337}, {@code BLY-3332}
     */
    public void drop(Duration patience) {
        dropHere(patience);
        new Publishing(source, names).dropSlots(way, patience);
    }

    /**
     * Drops them and leaves their slots: for a source that is gone. One that comes back keeps its log for those slots until {@link
     * Publishing#withdraw}.
     */
    public void dropHere(Duration patience) {
        disable(patience);
        for (String database : existing()) {
            try (Session session = target.open(database)) {
                removal(subscription).forEach(session::execute);
            }
        }
    }

    /** Databases in which the way's subscription is, by name. */
    public List<String> existing() {
        return target.databases().stream()
                .findFirst()
                .map(any -> {
                    try (Session session = target.open(any)) {
                        return session.query(EXISTING, subscription).stream()
                                .map(row -> row.text("database"))
                                .toList();
                    }
                })
                .orElse(List.of());
    }

    private void alter(String verb) {
        for (String database : existing()) {
            try (Session session = target.open(database)) {
                session.execute(alteration(subscription, verb));
            }
        }
    }

    private void awaitNoWorker(Session session, int major, Duration patience) {
        Waiting leaving = Waiting.atMost(patience, POLL);
        Waiting all = Waiting.atMost(patience.plus(ENDING), POLL);
        while (true) {
            Optional<Subscription> found = Subscription.find(session, major, subscription);
            if (found.isEmpty() || found.get().worker().isEmpty()) {
                return;
            }
            if (leaving.isOver()) {
                session.query(TERMINATE, found.get().worker().getAsLong());
            }
            if (all.isOver()) {
                throw new ServerFailure(
                        ReplicationErrors.WORKER_HELD,
                        "the worker " + found.get().worker().getAsLong() + " of the subscription `" + subscription
                                + "` in the database `" + session.database()
                                + "` goes on although it was disabled and told to end. The subscription stays. Look at the"
                                + " server's log, then run the same command again.");
            }
            all.pause();
        }
    }

    private Subscription require(Session session, int major) {
        return Subscription.find(session, major, subscription)
                .orElseThrow(() -> new ServerFailure(
                        ReplicationErrors.SUBSCRIPTION_MISSING,
                        "the database `" + session.database() + "` has no subscription `" + subscription
                                + "`, so it does not follow. Nothing was changed. Prepare it before it is begun."));
    }

    private static String asSubscriptionsOwner(String subscription) {
        return alteration(subscription, "SET (run_as_owner = true)");
    }

    private static String alteration(String subscription, String verb) {
        return QUIETLY + "ALTER SUBSCRIPTION " + Sql.name(subscription) + " " + verb;
    }

    /** Without its slot first, so that dropping it does not depend on the source. */
    private static List<String> removal(String subscription) {
        return List.of(
                alteration(subscription, "SET (slot_name = NONE)"),
                QUIETLY + "DROP SUBSCRIPTION IF EXISTS " + Sql.name(subscription));
    }

    /** It has to connect: one made without knows no table, looks perfect, and carries nothing. */
    private static String creation(String connection, Names names, Way way, String database) {
        return QUIETLY + "CREATE SUBSCRIPTION " + Sql.name(names.subscription(way)) + " CONNECTION "
                + Sql.text(connection) + " PUBLICATION "
                + Sql.name(names.publication()) + " WITH (create_slot = false, enabled = false, copy_data = false,"
                + " slot_name = " + Sql.text(names.slot(way, database)) + ")";
    }
}
