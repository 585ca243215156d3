package io.belay.bench.online;

import io.belay.lab.Door;
import io.belay.lab.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sessions on one side, opened before a hold: one for each database, and one beside for what concerns the whole cluster. */
final class WarmSessions implements AutoCloseable {

    private final Side side;
    private final Map<String, Sql> sessions = new LinkedHashMap<>();
    private final List<Long> pids = new ArrayList<>();
    private final List<String> databases;

    private WarmSessions(Side side, List<String> databases) {
        this.side = side;
        this.databases = List.copyOf(databases);
    }

    static WarmSessions open(Side side, List<String> databases) throws SQLException {
        WarmSessions warm = new WarmSessions(side, databases);
        try {
            for (String database : databases) {
                warm.connect(database);
            }
            warm.connect("postgres");
            return warm;
        } catch (SQLException failure) {
            warm.close();
            throw failure;
        }
    }

    private void connect(String database) throws SQLException {
        Door door = side.door(database);
        Sql sql = Sql.open(door);
        sessions.put(database, sql);
        // A follower's databases are read-only for everybody who does not say otherwise.
        sql.execute("SET default_transaction_read_only = off");
        sql.execute("SET synchronous_commit = on");
        pids.add(sql.number("SELECT pg_backend_pid()"));
    }

    Side side() {
        return side;
    }

    List<String> databases() {
        return databases;
    }

    Sql in(String database) {
        Sql sql = sessions.get(database);
        if (sql == null) {
            throw new IllegalArgumentException("no session in " + database);
        }
        return sql;
    }

    Sql control() {
        return in("postgres");
    }

    /** The server's processes behind these sessions. */
    List<Long> pids() {
        return List.copyOf(pids);
    }

    /** The text for each database, all in one round trip and one transaction. */
    void forEachDatabase(String statement) throws SQLException {
        control()
                .execute(databases.stream()
                        .map(database -> String.format(statement, database))
                        .collect(Collectors.joining(";")));
    }

    @Override
    public void close() throws SQLException {
        for (Sql sql : sessions.values()) {
            sql.close();
        }
    }
}
