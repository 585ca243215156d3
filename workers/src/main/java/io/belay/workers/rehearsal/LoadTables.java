package io.belay.workers.rehearsal;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where the clients of a rehearsal write: tables of their own in each database of a throw-away clone. Stateless. */
public final class LoadTables {

    /** As whom they come. */
    public static final String ROLE = "belay_rehearsal";

    private static final String SCHEMA = "belay_rehearsal";

    /** Not to fire what owners hung onto commands. */
    private static final String QUIET = "SET session_replication_role = replica";

    private static final String COUNTED = "SELECT coalesce(sum(n), 0)::bigint AS n FROM " + SCHEMA + ".counters";

    private LoadTables() {}

    /** Makes role and tables, empty; the same on each side, since neither flows. */
    public static void make(Server server, List<String> databases) {
        boolean first = true;
        for (String database : databases) {
            try (Session session = server.open(database)) {
                session.execute(QUIET);
                if (first) {
                    session.execute("CREATE ROLE " + ROLE + " LOGIN");
                    first = false;
                }
                statements(database).forEach(session::execute);
            }
        }
    }

    private static List<String> statements(String database) {
        return List.of(
                "GRANT CONNECT ON DATABASE " + Sql.name(database) + " TO " + ROLE,
                "CREATE SCHEMA " + SCHEMA,
                "CREATE TABLE " + SCHEMA + ".orders (id bigint PRIMARY KEY, note text NOT NULL)",
                "CREATE TABLE " + SCHEMA + ".counters (client int PRIMARY KEY, n bigint NOT NULL)",
                "INSERT INTO " + SCHEMA + ".counters SELECT i, 0 FROM pg_catalog.generate_series(0, "
                        + (RehearsalClients.EACH - 1) + ") i",
                "GRANT USAGE ON SCHEMA " + SCHEMA + " TO " + ROLE,
                "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA " + SCHEMA + " TO " + ROLE);
    }

    /** One transaction of one statement. Another text each time, so that no session keeps it: a pooler changes sessions. */
    static String write(long id, int client) {
        return "WITH told AS (INSERT INTO " + SCHEMA + ".orders VALUES (" + id
                + ", pg_catalog.repeat(pg_catalog.md5('" + id + "'), 4)))"
                + " UPDATE " + SCHEMA + ".counters SET n = n + 1 WHERE client = " + client;
    }

    /** What is wrong on one side behind the clients' end, a sentence each; empty when every write is there, once. */
    static List<String> wrong(Server side, String database, Set<Long> acknowledged) {
        Set<Long> found = new TreeSet<>();
        long counted;
        try (Session session = side.open(database)) {
            for (Row row : session.query("SELECT id FROM " + SCHEMA + ".orders")) {
                found.add(row.number("id"));
            }
            counted = session.query(COUNTED).get(0).number("n");
        }
        List<String> wrong = new ArrayList<>();
        Set<Long> lost = new TreeSet<>(acknowledged);
        lost.removeAll(found);
        if (!lost.isEmpty()) {
            wrong.add(lost.size() + " acknowledged writes are not in `" + database + "`, first "
                    + lost.iterator().next());
        }
        if (counted != found.size()) {
            wrong.add("`" + database + "` holds " + found.size() + " writes and counted " + counted);
        }
        return wrong;
    }
}
