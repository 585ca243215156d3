package io.belay.workers.clients;

import io.belay.workers.clients.ClientSight.Through;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One look at who is connected. Reads only; the statement is listed in the manual (invariant I1). Immutable.
 *
 * @param sessions of clients; Belay's own left out
 */
public record ClientLook(List<Seen> sessions) {

    /** Who may not see others' sessions gets NULL for their kind. */
    private static final String SESSIONS = """
        SELECT s.pid, coalesce(host(s.client_addr), '') AS address, coalesce(s.datname, '') AS database,
               coalesce(s.usename, '') AS role, coalesce(s.application_name, '') AS application,
               coalesce(r.rolsuper, false) AS superuser, s.backend_type IS NOT NULL AS visible
          FROM pg_catalog.pg_stat_activity s
          LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.usesysid
         WHERE s.datid IS NOT NULL AND s.usesysid IS NOT NULL AND s.pid <> pg_catalog.pg_backend_pid()
           AND coalesce(s.backend_type, 'client backend') = 'client backend'
           AND coalesce(s.application_name, '') <> 'belay'
         ORDER BY s.pid""";

    private static final String DATABASE = "postgres";

    /** A session of a pooler may end between the two questions: those that are gone by then are no direct ones. */
    private static final int LOOKS = 3;

    /** More ways in than this tell a reader nothing new. */
    private static final int MOST_SIGHTS = 500;

    /** One session. */
    record Seen(long pid, boolean visible, ClientSight sight) {}

    public ClientLook {
        sessions = List.copyOf(sessions);
    }

    /** What {@link #at} sends. */
    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(DATABASE, SESSIONS));
    }

    /** @throws io.belay.workers.postgres.PostgresFailure when live does not let us in */
    public static ClientLook at(Server live) {
        try (Session session = live.open(DATABASE)) {
            return new ClientLook(
                    session.query(SESSIONS).stream().map(ClientLook::seen).toList());
        }
    }

    /**
     * One look, or up to three while a session seems to come around the poolers.
     *
     * @param poolers process ids of the sessions that poolers opened, asked behind each look; nothing when they do not all answer
     * @throws io.belay.workers.postgres.PostgresFailure when live does not let us in
     */
    public static ClientSample sample(Server live, Supplier<Optional<Set<Long>>> poolers, Instant at) {
        ClientLook look = at(live);
        Optional<Set<Long>> serving = poolers.get();
        for (int again = 1; again < LOOKS && serving.isPresent() && !look.isAllOf(serving.get()); again++) {
            look = at(live);
            serving = poolers.get();
        }
        return look.sample(at, serving);
    }

    private static Seen seen(Row row) {
        return new Seen(
                row.number("pid"),
                row.isTrue("visible"),
                new ClientSight(
                        row.text("address"),
                        row.text("database"),
                        row.text("role"),
                        row.text("application"),
                        row.isTrue("superuser"),
                        Through.UNKNOWN));
    }

    /** Whether none came around the poolers. */
    public boolean isAllOf(Set<Long> poolers) {
        return sessions.stream().allMatch(seen -> poolers.contains(seen.pid()));
    }

    /** @param poolers process ids of the sessions that poolers opened; empty when they were not asked */
    public ClientSample sample(Instant at, Optional<Set<Long>> poolers) {
        List<ClientSight> sights = sessions.stream()
                .filter(seen -> seen.visible() || poolers.isPresent())
                .map(seen -> through(seen, poolers))
                .distinct()
                .limit(MOST_SIGHTS)
                .toList();
        int hidden = (int) sessions.stream().filter(seen -> !seen.visible()).count();
        return new ClientSample(at, sights, hidden);
    }

    private static ClientSight through(Seen seen, Optional<Set<Long>> poolers) {
        ClientSight sight = seen.sight();
        Through through = poolers.map(pids -> pids.contains(seen.pid()) ? Through.POOLER : Through.NO_POOLER)
                .orElse(Through.UNKNOWN);
        return new ClientSight(
                sight.address(), sight.database(), sight.role(), sight.application(), sight.superuser(), through);
    }
}
