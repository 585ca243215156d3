package io.belay.workers.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What live was last started with: {@code postmaster.opts}. Settings given there win over every file, and say where the files are.
 * Immutable, pure.
 *
 * @param folder of {@code -D}; empty when it was not given
 * @param unknown options that are no settings to carry over
 * @see <a href="https://www.postgresql.org/docs/17/app-postgres.html">PostgreSQL 17, postgres</a>
 */
record ServerOptions(Optional<Path> folder, List<Placed> settings, List<String> unknown) {

    static final String FILE = "postmaster.opts";

    /** CreateOptsFile of miscinit.c puts quotes around each option and escapes nothing. */
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private static final Map<String, String> WITH_VALUE = Map.of(
            "B", "shared_buffers",
            "N", "max_connections",
            "S", "work_mem",
            "h", "listen_addresses",
            "k", "unix_socket_directories",
            "p", "port");

    private static final Map<String, Map.Entry<String, String>> WITHOUT_VALUE = Map.of(
            "F", Map.entry("fsync", "off"),
            "i", Map.entry("listen_addresses", "*"),
            "l", Map.entry("ssl", "on"));

    ServerOptions {
        settings = List.copyOf(settings);
        unknown = List.copyOf(unknown);
    }

    static ServerOptions none() {
        return new ServerOptions(Optional.empty(), List.of(), List.of());
    }

    static ServerOptions parse(String text) {
        List<String> words = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(text);
        while (quoted.find()) {
            words.add(quoted.group(1));
        }
        return new Reading(words).all();
    }

    /** Goes through the words once. */
    private static final class Reading {

        private final List<String> words;
        private final List<Placed> settings = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private Optional<Path> folder = Optional.empty();
        private int next;

        Reading(List<String> words) {
            this.words = words;
        }

        ServerOptions all() {
            while (next < words.size()) {
                String word = words.get(next++);
                if (word.startsWith("--")) {
                    assign(word.substring(2), word);
                } else if (word.length() > 1 && word.startsWith("-")) {
                    option(word.substring(1, 2), word.substring(2), word);
                } else {
                    unknown.add(word);
                }
            }
            return new ServerOptions(folder, settings, unknown);
        }

        private void option(String letter, String rest, String word) {
            if (letter.equals("D")) {
                folder = Optional.of(Path.of(value(rest)));
            } else if (letter.equals("c")) {
                assign(value(rest), word);
            } else if (WITH_VALUE.containsKey(letter)) {
                add(WITH_VALUE.getOrDefault(letter, ""), value(rest));
            } else if (WITHOUT_VALUE.containsKey(letter) && rest.isEmpty()) {
                Map.Entry<String, String> means = WITHOUT_VALUE.getOrDefault(letter, Map.entry("", ""));
                add(means.getKey(), means.getValue());
            } else {
                unknown.add(word);
            }
        }

        private void assign(String assignment, String word) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                unknown.add(word);
            } else {
                add(assignment.substring(0, equals).replace('-', '_'), assignment.substring(equals + 1));
            }
        }

        private void add(String name, String value) {
            settings.add(new Placed(name.toLowerCase(Locale.ROOT), value, FILE));
        }

        private String value(String rest) {
            return !rest.isEmpty() || next >= words.size() ? rest : words.get(next++);
        }
    }
}
