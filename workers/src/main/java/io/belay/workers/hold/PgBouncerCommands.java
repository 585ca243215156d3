package io.belay.workers.hold;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said to the console of a PgBouncer, and the {@code psql} that says it: data in, data out. */
public final class PgBouncerCommands {

    static final String TAB = "\t";

    static final String CONFIG = "CONFIG";
    static final String DATABASES = "DATABASES";
    static final String SERVERS = "SERVERS";

    /** A file with a mistake in it changes nothing, and the console does not say so. */
    public static final String RELOAD = "RELOAD";

    /**
     * A login that live refused while it was stopped would keep the pool waiting for {@code server_login_retry}, 15 s by default,
     * after new is there; during the hold it is this many seconds (measured: 0.15 s instead of 14.6 s).
     */
    private static final String RETRY_IN_HOLD = "0.1";

    private PgBouncerCommands() {}

    /** @param host address, or folder of its socket */
    public static List<String> arguments(Path psql, String host, String port, String user, List<String> statements) {
        List<String> arguments = new ArrayList<>(List.of(
                psql.toString(),
                "--no-psqlrc",
                "--no-align",
                "--field-separator=" + TAB,
                "--pset=footer=off",
                "--host=" + host,
                "--port=" + port,
                "--username=" + user,
                "--no-password",
                "--dbname=pgbouncer"));
        statements.forEach(statement -> arguments.add("--command=" + statement));
        return arguments;
    }

    /** Who looks whether it can hold clients asks for these, one {@code psql} each, in order. */
    public static List<String> looks() {
        return List.of(show(CONFIG), show(DATABASES), show(SERVERS));
    }

    /** Before anything is paused, one {@code psql} each, in order. */
    public static List<String> beforePauses() {
        List<String> statements = new ArrayList<>(beforeHold());
        statements.add(show(DATABASES));
        return statements;
    }

    /** What a pooler's own setting is, and what it is while clients are held, in order. */
    public static List<String> beforeHold() {
        return List.of(show(CONFIG), retry(RETRY_IN_HOLD));
    }

    /** What is paused, and where each entry leads. */
    public static String databases() {
        return show(DATABASES);
    }

    static String show(String what) {
        return "SHOW " + what;
    }

    static String retryInHold() {
        return retry(RETRY_IN_HOLD);
    }

    private static String retry(String seconds) {
        return "SET server_login_retry = '" + seconds + "'";
    }

    public static String pause(String database) {
        return "PAUSE " + quoted(database);
    }

    /**
     * All by one {@code psql}. One that is not paused (any more) answers with an error; what counts is what is paused behind it.
     *
     * @param usualRetry what {@code server_login_retry} was
     */
    public static List<String> resume(List<String> databases, Optional<String> usualRetry) {
        List<String> statements = new ArrayList<>();
        databases.forEach(database -> statements.add("RESUME " + quoted(database)));
        usualRetry.ifPresent(seconds -> statements.add(retry(seconds)));
        statements.add(databases());
        return statements;
    }

    /** The console's names may be quoted like SQL's. */
    private static String quoted(String database) {
        return "\"" + database.replace("\"", "\"\"") + "\"";
    }
}
