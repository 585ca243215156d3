package io.belay.workers.hold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code pgbouncer.ini}: which databases it passes on to where, and the same text with another port for some of
 * them. Every other byte stays: comments, order, other entries, line ends. Immutable, pure.
 *
 * @see <a href="https://www.pgbouncer.org/config.html#section-databases">PgBouncer, section [databases]</a>
 */
public final class PgBouncerFile {

    private static final Pattern SECTION = Pattern.compile("\\s*\\[([^]]*)]\\s*");
    private static final Pattern ENTRY = Pattern.compile("\\s*(\"(?:[^\"]|\"\")*\"|[^\\s=;#\"]+)\\s*=(.*)");

    /** {@code key = value}; a value in single quotes doubles those inside it. */
    private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z_]+)\\s*=\\s*('(?:[^']|'')*'|[^\\s']*)");

    private static final Pattern LINE = Pattern.compile("([^\\r\\n]*)(\\r\\n|\\n|\\r|$)");

    private static final int USUAL_PORT = 5432;

    /**
     * A line of {@code [databases]}.
     *
     * @param host empty when it has none: PgBouncer then takes a Unix socket
     * @param mode its own {@code pool_mode}; empty for the file's
     */
    public record Entry(String name, Optional<String> host, int port, Optional<String> mode) {
        public boolean isWildcard() {
            return name.equals("*");
        }
    }

    private final String text;

    public PgBouncerFile(String text) {
        this.text = text;
    }

    public List<Entry> databases() {
        List<Entry> entries = new ArrayList<>();
        eachEntry((line, end, entry, value) -> {
            entries.add(entry);
            return line + end;
        });
        return List.copyOf(entries);
    }

    /** What section {@code [pgbouncer]} sets, by lower-case names; of several lines for one name the last. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                inside = section.group(1).strip().equalsIgnoreCase("pgbouncer");
            }
            String setting = line.strip();
            int equals = setting.indexOf('=');
            if (inside && equals > 0 && !setting.startsWith(";") && !setting.startsWith("#")) {
                settings.put(
                        setting.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        setting.substring(equals + 1).strip());
            }
        }
        return settings;
    }

    /** @return the text in which the named entries have that port */
    String withPort(Set<String> names, int port) {
        return eachEntry((line, end, entry, value) ->
                names.contains(entry.name()) ? withPort(line, value, port) + end : line + end);
    }

    private static String withPort(String line, int valueAt, int port) {
        Matcher pair = PAIR.matcher(line).region(valueAt, line.length());
        int last = valueAt;
        while (pair.lookingAt()) {
            if (pair.group(1).toLowerCase(Locale.ROOT).equals("port")) {
                return line.substring(0, pair.start(2)) + port + line.substring(pair.end(2));
            }
            last = pair.end();
            pair.region(last, line.length());
        }
        return line.substring(0, last) + " port=" + port + line.substring(last);
    }

    private interface Change {
        /** @param value where the connection string begins in the line */
        String apply(String line, String end, Entry entry, int value);
    }

    private String eachEntry(Change change) {
        StringBuilder changed = new StringBuilder();
        boolean databases = false;
        Matcher lines = LINE.matcher(text);
        while (lines.find() && lines.end() > lines.start()) {
            String line = lines.group(1);
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                databases = section.group(1).strip().equalsIgnoreCase("databases");
            }
            Matcher entry = ENTRY.matcher(line);
            boolean isEntry = databases && !line.strip().startsWith("%") && entry.matches();
            changed.append(
                    isEntry ? change.apply(line, lines.group(2), entry(entry), entry.start(2)) : line + lines.group(2));
        }
        return changed.toString();
    }

    private static Entry entry(Matcher entry) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String value = entry.group(2);
        Matcher pair = PAIR.matcher(value);
        int at = 0;
        while (pair.region(at, value.length()).lookingAt()) {
            pairs.put(pair.group(1).toLowerCase(Locale.ROOT), unquoted(pair.group(2), "'"));
            at = pair.end();
        }
        String port = pairs.getOrDefault("port", String.valueOf(USUAL_PORT));
        return new Entry(
                unquoted(entry.group(1), "\""),
                Optional.ofNullable(pairs.get("host")).filter(host -> !host.isEmpty()),
                port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0,
                Optional.ofNullable(pairs.get("pool_mode")));
    }

    private static String unquoted(String text, String quote) {
        return text.length() > 1 && text.startsWith(quote)
                ? text.substring(1, text.length() - 1).replace(quote + quote, quote)
                : text;
    }
}
