package io.belay.workers.discovery;

import io.belay.workers.postgres.Row;
import java.util.List;

/** A way into a running server on which only questions are asked. For one thread. */
interface Entrance {

    /** For a sentence: {@code as belay, through the socket /run/postgresql/.s.PGSQL.5432}. */
    String inWords();

    /**
     * Asks one read-only statement in a session of its own.
     *
     * @throws io.belay.workers.postgres.PostgresFailure when the server does not let us in, or refuses the statement
     */
    List<Row> ask(String database, String statement);
}
