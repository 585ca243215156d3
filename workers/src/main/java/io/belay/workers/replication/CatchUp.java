package io.belay.workers.replication;

import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how far the follower is. Keeps one session for each database on both sides, because it is asked each second or so; opens those that
 * broke anew at the next reading. For one thread only.
 */
public final class CatchUp implements AutoCloseable {

    private final Server source;
    private final Server target;
    private final Names names;
    private final Way way;
    private final List<String> databases;
    private final Marker marker;
    private final int targetMajor;
    private final Map<String, Session> atSource = new LinkedHashMap<>();
    private final Map<String, Session> atTarget = new LinkedHashMap<>();

    /** @param databases of the whole cluster; connected to when they are first read */
    public CatchUp(Server source, Server target, Names names, Way way, List<String> databases) {
        this.source = source;
        this.target = target;
        this.names = names;
        this.way = way;
        this.databases = List.copyOf(databases);
        this.marker = new Marker(names);
        this.targetMajor = target.major();
    }

    /** What is sent to the side that serves. */
    public static List<ListedStatement> statementsToSource(Names names) {
        List<ListedStatement> listed = new ArrayList<>();
        listed.add(ListedStatement.inEach(Slot.ALL));
        listed.addAll(OpenTransaction.statements());
        listed.addAll(new Marker(names).statements());
        listed.addAll(Registration.statementsToSource());
        listed.addAll(CatalogStamp.statements());
        listed.add(CatalogDrift.statementToSource());
        listed.addAll(JdbcServer.statementsOfDatabases("<first database>"));
        return listed;
    }

    /**
     * Writes each database's marker, which makes {@link Reading#behind} exact to the time between two calls. One commit for each; to be
     * called as often as {@link #read}, before it.
     */
    public void beat() {
        databases.forEach(database -> marker.write(source(database)));
    }

    /**
     * @throws PostgresFailure when a side does not answer; its message says which. Where things stand is not known then, and the next
     *     call tries again
     */
    public Reading read() {
        List<Reading.OfDatabase> all = new ArrayList<>();
        try {
            Map<String, Slot> slots = slots();
            for (String database : databases) {
                all.add(read(database, Optional.ofNullable(slots.get(names.slot(way, database)))));
            }
            return new Reading(all, OpenTransaction.all(source(databases.get(0))));
        } catch (PostgresFailure broken) {
            close();
            throw broken;
        }
    }

    /**
     * Compares tables and catalogs of both sides: each few seconds, some 10 ms per thousand tables on either side.
     *
     * @throws PostgresFailure as {@link #read}
     */
    public List<Concern> compare() {
        Concerns concerns = new Concerns(names, way);
        List<Concern> found = new ArrayList<>();
        try {
            for (String database : databases) {
                Session followed = source(database);
                Session following = target(database);
                found.addAll(concerns.of(
                        database,
                        Registration.read(followed, following, names, way),
                        CatalogStamp.compare(followed, following)));
                if (way.equals(Way.firstForward())) {
                    found.addAll(Concerns.ofDrift(database, CatalogDrift.read(followed, following, names)));
                }
            }
            source.databases().stream()
                    .filter(database -> !databases.contains(database))
                    .forEach(database -> found.add(new Concern.DatabaseNotFollowed(database)));
            return found;
        } catch (PostgresFailure broken) {
            close();
            throw broken;
        }
    }

    private Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        source(databases.get(0)).query(Slot.ALL).forEach(row -> {
            Slot slot = Slot.of(row);
            slots.put(slot.name(), slot);
        });
        return slots;
    }

    private Reading.OfDatabase read(String database, Optional<Slot> slot) {
        Session following = target(database);
        Optional<Subscription> subscription = Subscription.find(following, targetMajor, names.subscription(way));
        // The source first: what it shows now, the target may show a moment later, and that is no lag.
        Marker.Shown there = marker.read(source(database));
        Marker.Shown here = marker.read(following);
        return new Reading.OfDatabase(database, slot, subscription, behind(there, here));
    }

    static Duration behind(Marker.Shown source, Marker.Shown target) {
        if (target.value() >= source.value()) {
            return Duration.ZERO;
        }
        Duration since = Duration.between(target.written(), source.now());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private Session source(String database) {
        return atSource.computeIfAbsent(database, source::open);
    }

    private Session target(String database) {
        return atTarget.computeIfAbsent(database, target::open);
    }

    @Override
    public void close() {
        atSource.values().forEach(CatchUp::closeQuietly);
        atTarget.values().forEach(CatchUp::closeQuietly);
        atSource.clear();
        atTarget.clear();
    }

    private static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (PostgresFailure alreadyGone) {
            // It is thrown away either way.
        }
    }
}
