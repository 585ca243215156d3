package io.belay.workers.postgres;

/** A server refused a statement or a connection. The message is the server's own, with the place it came from. */
public final class PostgresFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    public PostgresFailure(String message, String sqlState, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /** Five characters, {@code 08006} when there is no connection; empty when the server gave none. */
    public String sqlState() {
        return sqlState;
    }
}
