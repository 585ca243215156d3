package io.belay.workers.postgres;

import java.util.List;

/** A running server, as a way into its databases. Thread-safe; sessions are not. */
public interface Server {

    /** The server's major version. */
    int major();

    /** Databases that accept connections, templates left out, by name. */
    List<String> databases();

    /** @throws PostgresFailure when the server does not let us in */
    Session open(String database);
}
