package io.belay.workers.backup;

import io.belay.workers.postgres.ListedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said to live for a backup: all of it stands in the manual (invariant I1). The functions were renamed in 15. Pure.
 *
 * @param mayBackUp whether the role may call both functions
 * @param begin fast checkpoint, not exclusive: the backup ends with its session, whatever becomes of this process
 * @param end does not wait for the archive, because the log is taken from the server itself
 * @param functions both, as GRANT and REVOKE name them
 */
record BackupStatements(String mayBackUp, String begin, String end, String functions) {

    static final String DATABASE = "postgres";

    static final String FACTS =
            "SELECT pg_catalog.current_setting('server_version_num')::int / 10000 AS major, pg_catalog.current_setting('wal_level')"
                    + " AS wal_level, pg_catalog.pg_is_in_recovery() AS recovering";

    /** From 14 on a server may end sessions that are silent; this one is, while a large file is copied. */
    static final String STAY = "SET idle_session_timeout = 0";

    static final int FIRST_WITH_STAY = 14;

    static final String WRITTEN = "SELECT pg_catalog.pg_current_wal_lsn()::text AS written";

    /** From this major on the functions have other names. */
    static final int FIRST_RENAMED = 15;

    static BackupStatements of(int major) {
        return major >= FIRST_RENAMED
                ? of("pg_backup_start", "text, boolean", "'belay', true", "pg_backup_stop", "boolean", "false")
                : of(
                        "pg_start_backup",
                        "text, boolean, boolean",
                        "'belay', true, false",
                        "pg_stop_backup",
                        "boolean, boolean",
                        "false, false");
    }

    /** In the order in which one backup sends them. */
    static List<ListedStatement> listed(int major) {
        BackupStatements of = of(major);
        List<ListedStatement> listed = new ArrayList<>();
        listed.add(ListedStatement.in(DATABASE, FACTS));
        listed.add(ListedStatement.in(DATABASE, of.mayBackUp()));
        if (major >= FIRST_WITH_STAY) {
            listed.add(ListedStatement.in(DATABASE, STAY));
        }
        listed.add(ListedStatement.in(DATABASE, of.begin()));
        listed.add(ListedStatement.in(DATABASE, WRITTEN).when("each second while files are copied"));
        listed.add(ListedStatement.in(DATABASE, of.end()));
        return listed;
    }

    String grant(String role) {
        return "GRANT EXECUTE ON " + functions + " TO " + quoted(role);
    }

    String revoke(String role) {
        return "REVOKE EXECUTE ON " + functions + " FROM " + quoted(role);
    }

    private static String quoted(String role) {
        return "\"" + role.replace("\"", "\"\"") + "\"";
    }

    private static BackupStatements of(
            String begin, String beginTypes, String beginWith, String end, String endTypes, String endWith) {
        return new BackupStatements(
                String.format(
                        Locale.ROOT,
                        "SELECT pg_catalog.has_function_privilege('pg_catalog.%s(%s)', 'EXECUTE') AND"
                                + " pg_catalog.has_function_privilege('pg_catalog.%s(%s)', 'EXECUTE') AS allowed",
                        begin,
                        beginTypes,
                        end,
                        endTypes),
                String.format(
                        Locale.ROOT,
                        "SELECT lsn::text AS start, pg_catalog.pg_walfile_name(lsn) AS file FROM pg_catalog.%s(%s) AS lsn",
                        begin,
                        beginWith),
                String.format(
                        Locale.ROOT,
                        "SELECT lsn::text AS stop, labelfile, spcmapfile FROM pg_catalog.%s(%s)",
                        end,
                        endWith),
                String.format(
                        Locale.ROOT,
                        "FUNCTION pg_catalog.%s(%s), pg_catalog.%s(%s)",
                        begin,
                        beginTypes,
                        end,
                        endTypes));
    }
}
