package io.belay.workers.postgres;

/**
 * Told of each statement of one server's sessions, right before it is sent; bound values are not told. Thread-safe. Only what
 * Belay says is heard: the driver's own words (transaction, connection) are not.
 */
@FunctionalInterface
public interface SentStatements {

    SentStatements UNHEARD = (database, sql) -> {};

    /** @param sql as it is sent, {@code ?} for parameters */
    void sending(String database, String sql);
}
