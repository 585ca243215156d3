package io.belay.workers.postgres;

import java.util.List;

/** Databases of a clone. Not for live: a session in a template keeps others from making a database from it. */
public final class Databases {

    private Databases() {}

    /** Each one that takes sessions, also {@code template1} and templates that users made, by name. */
    public static List<String> withTemplates(Server server) {
        try (Session session = server.open("template1")) {
            return session
                    .query("SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND datconnlimit <> -2"
                            + " ORDER BY datname")
                    .stream()
                    .map(row -> row.text("datname"))
                    .toList();
        }
    }
}
