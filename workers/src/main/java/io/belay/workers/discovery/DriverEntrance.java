package io.belay.workers.discovery;

import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.List;

/** Under this process's own account, as the worker will come in. */
final class DriverEntrance implements Entrance {

    private final Access access;

    DriverEntrance(Access access) {
        this.access = access.asReadOnly();
    }

    @Override
    public String inWords() {
        return "as " + access.user() + ", " + access.endpoint();
    }

    @Override
    public List<Row> ask(String database, String statement) {
        try (Session session = new JdbcServer(access, database).open(database)) {
            return session.query(statement);
        }
    }
}
