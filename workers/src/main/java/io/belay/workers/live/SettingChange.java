package io.belay.workers.live;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What became of a setting in a major: it went, got another name, or a value of it did. A new major is new rows here. Pure.
 *
 * <p>Sources: the part "Migration to Version N" of each major's release notes, and the lists that {@code postgres --describe-config}
 * of the majors at hand prints, which a test compares with this table.
 *
 * @param since first major that does not know the old form
 * @param name of the setting up to then
 * @param to its new name; empty when it went
 * @param value old value to new
 * @param when for which values the row counts; most often all
 * @param why for a person, begins small, without a full stop
 * @param harmless whether doing without it changes nothing for clients
 */
record SettingChange(
        int since,
        String name,
        Optional<String> to,
        UnaryOperator<String> value,
        Optional<Set<String>> when,
        String why,
        boolean harmless) {

    private static final Set<String> YES = Set.of("on", "true", "yes", "1", "t", "y");

    private static final List<SettingChange> ALL = List.of(
            gone(11, "replacement_sort_tuples", "sorting no longer uses replacement selection"),
            gone(12, "default_with_oids", "tables with oids are gone"),
            // Release notes of 13: the old number stood for the sum of the harmonic series up to it.
            value(13, "effective_io_concurrency", SettingChange::concurrency, "the value now counts requests directly"),
            // The caller turns segments into megabytes: only it knows their size.
            renamed(13, "wal_keep_segments", "wal_keep_size", "it is a size now, not a number of segments"),
            gone(14, "operator_precedence_warning", "it warned of a change of 9.5"),
            gone(14, "vacuum_cleanup_index_scale_factor", "vacuum decides that by itself"),
            new SettingChange(
                    14,
                    "password_encryption",
                    Optional.of("password_encryption"),
                    old -> "md5",
                    Optional.of(YES),
                    "only method names are understood",
                    true),
            gone(15, "stats_temp_directory", "statistics live in shared memory"),
            gone(16, "promote_trigger_file", "a standby is promoted by pg_ctl or pg_promote()"),
            gone(16, "vacuum_defer_cleanup_age", "replication slots and hot_standby_feedback do its work"),
            renamed(16, "force_parallel_mode", "debug_parallel_query", "it is for debugging only"),
            gone(17, "old_snapshot_threshold", "no snapshot becomes too old any more"),
            gone(17, "trace_recovery_messages", "it was for debugging"),
            renamed(17, "logical_replication_mode", "debug_logical_replication_streaming", "it is for debugging only"),
            new SettingChange(
                    17,
                    "db_user_namespace",
                    Optional.empty(),
                    UnaryOperator.identity(),
                    Optional.empty(),
                    "roles of one database only are gone",
                    false),
            renamed(18, "ssl_ecdh_curve", "ssl_groups", "it takes several"));

    /** The rows that matter on the way from one major to another, oldest first. */
    static List<SettingChange> between(int oldMajor, int newMajor) {
        return ALL.stream()
                .filter(change -> oldMajor < change.since && change.since <= newMajor)
                .toList();
    }

    boolean concerns(Placed setting) {
        return setting.name().equals(name)
                && when.map(values -> values.contains(setting.value().toLowerCase(Locale.ROOT)))
                        .orElse(true);
    }

    /** Whether the setting does nothing with this value, so that its end is nothing to look at. */
    boolean isHarmless(Placed setting) {
        return harmless || !YES.contains(setting.value().toLowerCase(Locale.ROOT));
    }

    private static SettingChange gone(int since, String name, String why) {
        return new SettingChange(since, name, Optional.empty(), UnaryOperator.identity(), Optional.empty(), why, true);
    }

    private static SettingChange renamed(int since, String name, String to, String why) {
        return new SettingChange(since, name, Optional.of(to), UnaryOperator.identity(), Optional.empty(), why, true);
    }

    private static SettingChange value(int since, String name, UnaryOperator<String> change, String why) {
        return new SettingChange(since, name, Optional.of(name), change, Optional.empty(), why, true);
    }

    static Map<Integer, List<String>> removedNames() {
        return ALL.stream()
                .filter(change -> !change.to.equals(Optional.of(change.name)))
                .collect(java.util.stream.Collectors.groupingBy(
                        SettingChange::since,
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.mapping(
                                SettingChange::name, java.util.stream.Collectors.toList())));
    }

    private static String concurrency(String old) {
        if (!old.matches("\\d{1,4}")) {
            return old;
        }
        int count = Integer.parseInt(old);
        double sum = IntStream.rangeClosed(1, count)
                .mapToDouble(n -> (double) count / n)
                .sum();
        return String.valueOf(Math.min(1000, Math.round(sum)));
    }
}
