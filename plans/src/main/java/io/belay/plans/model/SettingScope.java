package io.belay.plans.model;

import java.util.Locale;
import java.util.Set;

/** Whose it is to say what a server setting is: a plan may tune new, and neither move it nor have programs run by it. */
public enum SettingScope {
    /** A plan may set it. */
    TUNING,
    /** Says where new is. */
    PLACE,
    /** Has a command run, or a library loaded, as the server's account. */
    PROGRAM,
    /** Points at a file where a name is enough. */
    FILE;

    private static final Set<String> PLACES = Set.of(
            "config_file",
            "data_directory",
            "external_pid_file",
            "hba_file",
            "ident_file",
            "listen_addresses",
            "port",
            "unix_socket_directories");

    private static final Set<String> PROGRAMS = Set.of(
            "archive_cleanup_command",
            "archive_command",
            "archive_library",
            "dynamic_library_path",
            "primary_conninfo",
            "recovery_end_command",
            "restore_command",
            "ssl_passphrase_command");

    private static final Set<String> LIBRARIES =
            Set.of("local_preload_libraries", "session_preload_libraries", "shared_preload_libraries");

    /** @param written the name in any case: PostgreSQL knows none */
    public static SettingScope of(String written, String value) {
        String name = written.toLowerCase(Locale.ROOT);
        if (PLACES.contains(name)) {
            return PLACE;
        }
        if (PROGRAMS.contains(name)) {
            return PROGRAM;
        }
        return LIBRARIES.contains(name) && value.contains("/") ? FILE : TUNING;
    }
}
