package io.belay.workers.backup;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a copy in backup mode leaves out, as PostgreSQL's manual has it: what would harm the copy, and what the server makes anew.
 *
 * @see <a href="https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA">PostgreSQL 17,
 *     Backing Up the Data Directory</a>
 */
final class LeftOut {

    private static final Set<String> FILES = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "backup_label",
            "backup_label.old",
            "tablespace_map",
            "tablespace_map.old",
            "backup_manifest",
            "current_logfiles",
            "postgresql.auto.conf.tmp");

    private static final Set<String> FOLDERS = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private LeftOut() {}

    /** @param relative to the data directory; of a folder only the content is left out */
    static boolean is(Path relative, boolean isFolder) {
        String name = relative.getFileName().toString();
        if (name.startsWith("pgsql_tmp") || (!isFolder && name.startsWith("pg_internal.init"))) {
            return true;
        }
        return relative.getNameCount() == 1 && (isFolder ? FOLDERS : FILES).contains(name);
    }
}
