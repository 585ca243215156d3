package io.belay.workers.replication;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the following server reaches the one it follows. Never holds a password: a subscription's connection stands in its catalog, and in
 * every copy of the cluster. Immutable.
 *
 * @param host name, address, or folder of a Unix socket
 * @param port 1 to 65535
 * @param user may replicate, and read all that is published
 * @param passwordFile in libpq's form, readable for the following server's account and nobody else; empty where none is asked for
 * @param more of libpq's words, as {@code sslmode}; none of them a password
 */
public record SourceAddress(String host, int port, String user, Optional<Path> passwordFile, Map<String, String> more) {

    /**
     * Values travel as text, by the settings of the source's role and database. Subscribers before 15 ask for none, and take a rounded
     * number or an ambiguous time zone for what it was.
     */
    private static final String EXACT_TEXT = "-c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3";

    public SourceAddress {
        more = Map.copyOf(more);
        if (more.containsKey("password")) {
            throw new IllegalArgumentException("a subscription's connection must not hold a password");
        }
    }

    public SourceAddress(String host, int port, String user, Optional<Path> passwordFile) {
        this(host, port, user, passwordFile, Map.of());
    }

    /** As libpq reads it, every value quoted. */
    String connection(String database, String applicationName) {
        Map<String, String> words = new LinkedHashMap<>();
        passwordFile.ifPresent(file -> words.put("passfile", file.toString()));
        more.keySet().stream().sorted().forEach(word -> words.put(word, more.getOrDefault(word, "")));
        return connection(List.of(host, String.valueOf(port), user), database, applicationName, words);
    }

    /**
     * The same of values of which some are names for what is not known yet.
     *
     * @param where host, port and user
     * @param more further words, in order
     */
    public static String connection(
            List<String> where, String database, String applicationName, Map<String, String> more) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("host", where.get(0));
        words.put("port", where.get(1));
        words.put("user", where.get(2));
        words.put("dbname", database);
        words.put("application_name", applicationName);
        words.put("options", EXACT_TEXT);
        words.putAll(more);
        StringBuilder text = new StringBuilder();
        words.forEach((word, value) -> text.append(text.isEmpty() ? "" : " ")
                .append(word)
                .append("='")
                .append(value.replace("\\", "\\\\").replace("'", "\\'"))
                .append('\''));
        return text.toString();
    }
}
