package io.belay.workers.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one statement at which {@code pg_restore} stopped, read from {@code pg_upgrade_dump_<oid>.log}.
 *
 * @param kind {@code VIEW}, {@code MATERIALIZED VIEW}, {@code FUNCTION}, ...
 * @param object {@code schema.name}, as {@code pg_restore} prints it
 * @param statement without the lines that only carry OIDs over
 */
record RestoreFailure(String database, String kind, String object, String message, String statement) {

    private static final Pattern DATABASE =
            Pattern.compile("pg_restore: (?:creating DATABASE|connecting to new database) \"(.*)\"");
    private static final Pattern CREATING = Pattern.compile("pg_restore: creating ([A-Za-z_ ]+) \"(.*)\"");
    private static final Pattern ERROR = Pattern.compile(
            "pg_restore: error: could not execute query: (.*?)(?:\nCommand was: (.*?))?(?:\npg_restore: |\\z)",
            Pattern.DOTALL);
    private static final Pattern BINARY_UPGRADE =
            Pattern.compile("(?m)^(?:-- For binary upgrade.*|SELECT pg_catalog\\.binary_upgrade_.*;)$\n?");

    static Optional<RestoreFailure> read(String log) {
        Matcher error = ERROR.matcher(log);
        if (!error.find()) {
            return Optional.empty();
        }
        String before = log.substring(0, error.start());
        String statement = error.group(2) == null
                ? ""
                : BINARY_UPGRADE.matcher(error.group(2)).replaceAll("");
        return Optional.of(new RestoreFailure(
                last(DATABASE, before, 1),
                last(CREATING, before, 1),
                last(CREATING, before, 2),
                Masked.text(error.group(1).strip()),
                Masked.text(statement.strip())));
    }

    /** When one job fails, {@code pg_upgrade} stops the server under the others: their errors are no causes. */
    boolean isAftermath() {
        return message.startsWith("FATAL:") || message.contains("server closed the connection unexpectedly");
    }

    private static String last(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        String found = "";
        while (matcher.find()) {
            found = matcher.group(group);
        }
        return found;
    }
}
