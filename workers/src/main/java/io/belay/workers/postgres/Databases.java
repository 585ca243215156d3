package io.belay.workers.postgres;

import java.util.List;

/** Databases of a clone. Not for live: a session in a template keeps others from making a database from it. */
public final class Databases {

    private static final String ASKED_IN = "template1";

    private static final String WITH_TEMPLATES =
            "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND datconnlimit <> -2 ORDER BY datname";

    private Databases() {}

    /** What {@link #withTemplates} sends. */
    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(ASKED_IN, WITH_TEMPLATES));
    }

    /** Each one that takes sessions, also {@code template1} and templates that users made, by name. */
    public static List<String> withTemplates(Server server) {
        try (Session session = server.open(ASKED_IN)) {
            return session.query(WITH_TEMPLATES).stream()
                    .map(row -> row.text("datname"))
                    .toList();
        }
    }
}
