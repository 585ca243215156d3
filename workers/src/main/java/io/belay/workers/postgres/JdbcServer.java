package io.belay.workers.postgres;

import java.util.List;
import java.util.stream.Stream;

/** A server that somebody else started (live), or any other that is reached by its endpoint. Thread-safe. */
public final class JdbcServer implements Server {

    private static final int MAJOR = 10_000;

    /** What {@link #major} asks. */
    static final String VERSION = "SELECT pg_catalog.current_setting('server_version_num')::int AS version";

    /** What {@link #databases} asks. */
    public static final String DATABASES =
            "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate"
                    + " AND datconnlimit <> -2 ORDER BY datname";

    private final Access access;
    private final String firstDatabase;

    /** @param firstDatabase database that is asked for the version and for the others; most often {@code postgres} */
    public JdbcServer(Access access, String firstDatabase) {
        this.access = access;
        this.firstDatabase = firstDatabase;
    }

    /** What {@link #major} and {@link #databases} send, one statement each. */
    public static List<ListedStatement> statements(String firstDatabase) {
        return Stream.concat(statementsOfMajor(firstDatabase).stream(), statementsOfDatabases(firstDatabase).stream())
                .toList();
    }

    /** What {@link #major} sends. */
    public static List<ListedStatement> statementsOfMajor(String firstDatabase) {
        return List.of(ListedStatement.in(firstDatabase, VERSION));
    }

    /** What {@link #databases} sends. */
    public static List<ListedStatement> statementsOfDatabases(String firstDatabase) {
        return List.of(ListedStatement.in(firstDatabase, DATABASES));
    }

    @Override
    public int major() {
        try (Session session = open(firstDatabase)) {
            return (int) session.query(VERSION).get(0).number("version") / MAJOR;
        }
    }

    @Override
    public List<String> databases() {
        try (Session session = open(firstDatabase)) {
            return session.query(DATABASES).stream()
                    .map(row -> row.text("datname"))
                    .toList();
        }
    }

    @Override
    public Session open(String database) {
        return JdbcSession.open(access, database);
    }
}
