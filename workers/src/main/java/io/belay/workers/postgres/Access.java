package io.belay.workers.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How sessions are opened. Immutable.
 *
 * @param password asked per connection, with the database's name; empty where the server asks for none
 * @param statementDeadline after which the server ends a statement; whole milliseconds, at least one
 * @param readOnly whether transactions begin read-only: for every session on live that has nothing to change
 * @param path which functions and tables names without a schema mean
 * @param sent told of each statement
 */
public record Access(
        Endpoint endpoint,
        String user,
        Function<String, Optional<Password>> password,
        Duration statementDeadline,
        boolean readOnly,
        SearchPath path,
        SentStatements sent) {

    /** Where names without a schema are looked up. */
    public enum SearchPath {
        /**
         * In {@code pg_catalog} only: for Belay's own statements. What an owner planted in the path of a database must not
         * choose the functions that a superuser's session calls (CVE-2018-1058).
         */
        CATALOG_ONLY,
        /** As role, database and configuration say: for statements that a plan's author wrote. */
        SERVERS_OWN
    }

    /** Whose statements nobody notes. */
    public Access(
            Endpoint endpoint,
            String user,
            Function<String, Optional<Password>> password,
            Duration statementDeadline,
            boolean readOnly,
            SearchPath path) {
        this(endpoint, user, password, statementDeadline, readOnly, path, SentStatements.UNHEARD);
    }

    /** For a server behind a private socket that knows its own by their account. */
    public static Access byPeer(Endpoint.UnixSocket socket, String user, Duration statementDeadline) {
        return new Access(
                socket, user, database -> Optional.empty(), statementDeadline, false, SearchPath.CATALOG_ONLY);
    }

    public static Access byPasswordFile(Endpoint endpoint, String user, PasswordFile file, Duration statementDeadline) {
        return new Access(
                endpoint,
                user,
                database -> file.find(endpoint.host(), endpoint.port(), database, user),
                statementDeadline,
                false,
                SearchPath.CATALOG_ONLY);
    }

    /** The same role with the same password, at another server that lets it in by the same rules. */
    public Access reachedAt(Endpoint other) {
        return new Access(other, user, password, statementDeadline, readOnly, path, sent);
    }

    public Access asReadOnly() {
        return new Access(endpoint, user, password, statementDeadline, true, path, sent);
    }

    /** For a session on live that has something to change, which its step announces and its undo takes back. */
    public Access asWriting() {
        return new Access(endpoint, user, password, statementDeadline, false, path, sent);
    }

    public Access withStatementDeadline(Duration deadline) {
        return new Access(endpoint, user, password, deadline, readOnly, path, sent);
    }

    public Access withServersSearchPath() {
        return new Access(endpoint, user, password, statementDeadline, readOnly, SearchPath.SERVERS_OWN, sent);
    }

    /** The same, for sessions whose statements are noted. */
    public Access noting(SentStatements notes) {
        return new Access(endpoint, user, password, statementDeadline, readOnly, path, notes);
    }
}
