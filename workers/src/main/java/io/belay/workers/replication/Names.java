package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a run's objects are called on either server. Pure: a run that lost its memory finds by its id what it may have made. Every name
 * is at most 63 bytes and holds {@code [a-z0-9_]} only, as slots demand, so that none is cut by the server. Immutable.
 *
 * @param token the run's id in {@code [a-z0-9]}; without an underscore, so that no run's prefix begins another's
 */
public record Names(String token) {

    private static final String PREFIX = "belay_";
    private static final String MARKER = "marker";

    /** NAMEDATALEN - 1, in bytes; every character here is one. */
    private static final int LONGEST = 63;

    private static final int LONGEST_TOKEN = 24;
    private static final int DIGEST = 8;

    /** Ids as the engine makes them stay readable; only dashes go, which makes no two of them equal. */
    private static final Pattern USUAL = Pattern.compile("r[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");

    /** Of a usual token: how much room it leaves for a database's name is known before the token is. */
    private static final int USUAL_LENGTH = 19;

    /** Stands for a token where there is no run yet: in lists of what one will do. */
    private static final String LISTED = "<run in names>";

    private static final String LISTED_DATABASE = "<database in names>";

    private static final Pattern TOKEN = Pattern.compile("[a-z0-9]{1," + LONGEST_TOKEN + "}");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]+");

    public Names {
        if (!token.equals(LISTED) && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("not a part of a slot's name: " + token);
        }
    }

    public static Names ofRun(String run) {
        String kept = run.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (USUAL.matcher(run).matches()) {
            return new Names(kept);
        }
        return new Names(kept.substring(0, Math.min(kept.length(), LONGEST_TOKEN - DIGEST)) + digest(run));
    }

    /** Of any run, for lists; those for {@link ListedStatement#EACH_DATABASE} hold a word for its name, too. */
    public static Names listed() {
        return new Names(LISTED);
    }

    /** Holds the marker's table and nothing else, in each database. */
    public String schema() {
        return PREFIX + token;
    }

    /** The marker's table, quoted as SQL needs it. */
    public String marker() {
        return Sql.name(schema(), MARKER);
    }

    /** The same on both servers: {@code pg_upgrade} carries it over, and a second one is not needed. */
    public String publication() {
        return PREFIX + token;
    }

    /** One for each database, unique in the cluster. */
    public String slot(Way way, String database) {
        String begin = PREFIX + token + "_" + way.tag() + "_";
        if (token.equals(LISTED) && database.equals(ListedStatement.EACH_DATABASE)) {
            return begin + LISTED_DATABASE;
        }
        int room = LONGEST - begin.length() + (token.equals(LISTED) ? LISTED.length() - USUAL_LENGTH : 0);
        if (PLAIN.matcher(database).matches() && database.length() <= room) {
            return begin + database;
        }
        String readable = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return begin + readable.substring(0, Math.min(readable.length(), room - DIGEST - 1)) + "_" + digest(database);
    }

    /** The same in each database: their names need to be unique within one only. */
    public String subscription(Way way) {
        return PREFIX + token + "_" + way.tag();
    }

    /** Whether a slot or a subscription belongs to this run. Nothing else is ever dropped. */
    public boolean areOf(String name) {
        return name.startsWith(PREFIX + token + "_");
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
