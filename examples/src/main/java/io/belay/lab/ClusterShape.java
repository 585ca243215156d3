package io.belay.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a cluster of the lab is like. Immutable.
 *
 * @param dataset name of the subvolume or folder on the volume
 * @param port number of its socket
 * @param passwordForBelay whether the role {@code belay} has to give a password; else the operating system vouches for it
 * @param settings added to the production-like ones, or in their place
 */
public record ClusterShape(
        int major, String dataset, int port, boolean passwordForBelay, Map<String, String> settings) {

    public ClusterShape {
        settings = Map.copyOf(settings);
    }

    public static ClusterShape live(int major) {
        return new ClusterShape(major, "orders", 5432, true, Map.of());
    }

    public ClusterShape withSetting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new ClusterShape(major, dataset, port, passwordForBelay, more);
    }

    public ClusterShape withoutPassword() {
        return new ClusterShape(major, dataset, port, false, settings);
    }

    /**
     * As a busy cluster of two cores has them; archiving on, because a clone must be kept from it. Slots, senders and workers are
     * enough for a handful of databases that are followed, and that follow behind a promotion.
     */
    Map<String, String> allSettings(String socketFolder, String archiveFolder) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", "''");
        all.put("unix_socket_directories", quoted(socketFolder));
        all.put("port", Integer.toString(port));
        all.put("max_connections", "100");
        all.put("shared_buffers", "128MB");
        all.put("wal_level", "logical");
        all.put("max_replication_slots", "20");
        all.put("max_wal_senders", "20");
        all.put("max_worker_processes", "20");
        all.put("max_logical_replication_workers", "12");
        all.put("wal_retrieve_retry_interval", quoted("500ms"));
        all.put("max_wal_size", "1GB");
        all.put("checkpoint_timeout", "5min");
        all.put("archive_mode", "on");
        all.put("archive_command", quoted("test ! -f " + archiveFolder + "/%f && cp %p " + archiveFolder + "/%f"));
        all.put("password_encryption", quoted("scram-sha-256"));
        all.put("shared_preload_libraries", quoted("pg_stat_statements"));
        all.put("track_io_timing", "on");
        all.put("logging_collector", "on");
        all.put("log_directory", quoted("log"));
        all.put("log_filename", quoted("postgresql.log"));
        all.put("log_line_prefix", quoted("%m [%p] %q%u@%d %a "));
        all.put("log_checkpoints", "on");
        all.put("log_lock_waits", "on");
        all.put("max_prepared_transactions", "10");
        all.putAll(settings);
        return all;
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
