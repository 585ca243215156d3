package io.belay.workers.postgres;

import java.util.List;

/** One connection to one database. For one thread only. Every statement has the deadline that the session was opened with. */
public interface Session extends AutoCloseable {

    String database();

    /**
     * @param sql one statement, {@code ?} for parameters
     * @throws PostgresFailure with SQLSTATE when the server refuses
     */
    List<Row> query(String sql, Object... parameters);

    /** One statement without rows, {@code ?} for parameters. */
    void execute(String sql, Object... parameters);

    @Override
    void close();
}
