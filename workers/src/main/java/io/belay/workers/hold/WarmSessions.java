package io.belay.workers.hold;

import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sessions on one side that are opened before clients are held: two for each database, and one beside them. */
final class WarmSessions implements AutoCloseable {

    /** The fence's database, too. */
    static final String ADMIN = "postgres";

    /** What has to be on disk says so itself: marker and flush. They take everything that was committed before with them. */
    private static final String READY = "SELECT pg_catalog.pg_backend_pid() AS pid,"
            + " pg_catalog.set_config('synchronous_commit', 'off', false) AS waits";

    private final Session admin;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Session> seconds = new LinkedHashMap<>();
    private final Set<Long> pids = new LinkedHashSet<>();

    private WarmSessions(Session admin) {
        this.admin = admin;
        pids.add(pid(admin));
    }

    static WarmSessions open(OnlineShop shop, Side side) {
        JdbcServer server = shop.warm(side);
        WarmSessions warm = new WarmSessions(server.open(ADMIN));
        try {
            for (String database : shop.order().databases()) {
                warm.sessions.put(database, warm.known(server.open(database)));
                warm.seconds.put(database, warm.known(server.open(database)));
            }
            return warm;
        } catch (RuntimeException refused) {
            warm.close();
            throw refused;
        }
    }

    static List<ListedStatement> statements() {
        return List.of(ListedStatement.inEach(READY));
    }

    private Session known(Session opened) {
        pids.add(pid(opened));
        return opened;
    }

    private static long pid(Session session) {
        return session.query(READY).get(0).number("pid");
    }

    Session admin() {
        return admin;
    }

    Session in(String database) {
        return required(sessions, database);
    }

    /** Another one, for what is done there at the same time. */
    Session secondIn(String database) {
        return required(seconds, database);
    }

    private static Session required(Map<String, Session> opened, String database) {
        Session session = opened.get(database);
        if (session == null) {
            throw new IllegalArgumentException("no session is open in the database " + database);
        }
        return session;
    }

    /** Process ids on the server: a fence leaves them in. */
    Set<Long> pids() {
        return Set.copyOf(pids);
    }

    @Override
    public void close() {
        sessions.values().forEach(WarmSessions::close);
        sessions.clear();
        seconds.values().forEach(WarmSessions::close);
        seconds.clear();
        close(admin);
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (PostgresFailure alreadyGone) {
            // It is thrown away either way.
            return;
        }
    }
}
