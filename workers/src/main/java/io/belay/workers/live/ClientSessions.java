package io.belay.workers.live;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is connected to live. Reads only; the statement is listed in the manual (invariant I1). Stateless. */
public final class ClientSessions {

    private static final String CLIENTS =
            "SELECT pid, usename, datname, application_name FROM pg_catalog.pg_stat_activity"
                    + " WHERE datid IS NOT NULL AND usesysid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()"
                    + " AND coalesce(backend_type, 'client backend') = 'client backend' AND application_name <> 'belay'";

    private static final String DATABASE = "postgres";

    private static final int NAMED = 5;

    private ClientSessions() {}

    /** Process id of a client's session, with a few words. */
    public record Client(long pid, String words) {}

    /** What {@link #of} sends. */
    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(DATABASE, CLIENTS));
    }

    public static List<Client> of(Server live) {
        try (Session session = live.open(DATABASE)) {
            return session.query(CLIENTS).stream()
                    .map(row -> new Client(
                            row.number("pid"),
                            row.optional("usename").orElse("?") + " in "
                                    + row.optional("datname").orElse("?") + " ("
                                    + row.optional("application_name")
                                            .filter(name -> !name.isBlank())
                                            .orElse("no application_name")
                                    + ")"))
                    .toList();
        }
    }

    /** Those that no pooler opened. */
    public static List<Client> direct(List<Client> clients, Set<Long> poolers) {
        return clients.stream()
                .filter(client -> !poolers.contains(client.pid()))
                .toList();
    }

    public static String words(List<Client> clients) {
        return clients.stream().map(Client::words).distinct().limit(NAMED).collect(Collectors.joining(", "));
    }
}
