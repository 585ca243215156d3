package io.belay.workers.preflight;

import io.belay.workers.postgres.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Live's settings that replication depends on: milliseconds, megabytes, numbers and words, in PostgreSQL's own base unit of each.
 * Immutable.
 *
 * @param waiting those whose new value waits for a restart
 */
record ReplicationValues(Map<String, String> values, Set<String> waiting) {

    /** As built in, 10 to 18. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "wal_level", "replica",
            "max_replication_slots", "10",
            "max_wal_senders", "10",
            "max_logical_replication_workers", "4",
            "max_worker_processes", "8",
            "wal_retrieve_retry_interval", "5000",
            "max_slot_wal_keep_size", "-1",
            "idle_replication_slot_timeout", "0",
            "max_prepared_transactions", "0",
            "max_active_replication_origins", "10");

    /** To milliseconds and to megabytes. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("us", 0.001),
            Map.entry("ms", 1.0),
            Map.entry("s", 1000.0),
            Map.entry("min", 60_000.0),
            Map.entry("h", 3_600_000.0),
            Map.entry("d", 86_400_000.0),
            Map.entry("kb", 1.0 / 1024),
            Map.entry("mb", 1.0),
            Map.entry("gb", 1024.0),
            Map.entry("tb", 1024.0 * 1024));

    private static final Pattern AMOUNT = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");

    ReplicationValues {
        values = Map.copyOf(values);
        waiting = Set.copyOf(waiting);
    }

    static Set<String> names() {
        return DEFAULTS.keySet();
    }

    /** As the server has them now. */
    static ReplicationValues ofServer(List<Row> rows) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        Set<String> waiting = new HashSet<>();
        for (Row row : rows) {
            values.put(row.text("name"), inBaseUnit(row.text("setting") + row.text("unit")));
            if (row.isTrue("pending_restart")) {
                waiting.add(row.text("name"));
            }
        }
        return new ReplicationValues(values, waiting);
    }

    /** As files have them, for a server of which only a copy can be asked. */
    static ReplicationValues written(Map<String, String> files) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        files.forEach((name, value) -> {
            if (DEFAULTS.containsKey(name)) {
                values.put(name, inBaseUnit(value));
            }
        });
        return new ReplicationValues(values, Set.of());
    }

    /** What new will have: the plan's word where there is one. */
    ReplicationValues with(Map<String, String> ofNew) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(written(ofNew).values.entrySet().stream()
                .filter(entry -> ofNew.containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return new ReplicationValues(all, Set.of());
    }

    private static String inBaseUnit(String value) {
        Matcher amount = AMOUNT.matcher(value.strip());
        Double factor = amount.matches() ? UNITS.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
        return factor == null ? value : String.valueOf(Math.round(Double.parseDouble(amount.group(1)) * factor));
    }

    String word(String name) {
        return values.getOrDefault(name, "");
    }

    /** What is no number counts as none. */
    long number(String name) {
        Matcher amount = AMOUNT.matcher(word(name));
        return amount.matches() ? Math.round(Double.parseDouble(amount.group(1))) : 0;
    }
}
