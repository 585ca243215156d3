package io.belay.workers.live;

import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.storage.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether old's folders are what the register recorded, and hold nothing but old. Reads only.
 *
 * @param data where its data directory is now
 */
record OldFolders(OldLive old, Path data) {

    /** What initdb and the server make; the rest is configuration, known by its name's form. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "PG_VERSION",
            "base",
            "global",
            "log",
            "pg_log",
            "pg_commit_ts",
            "pg_dynshmem",
            "pg_logical",
            "pg_multixact",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat",
            "pg_stat_tmp",
            "pg_subtrans",
            "pg_tblspc",
            "pg_twophase",
            "pg_wal",
            "pg_xact",
            "current_logfiles",
            "logfile",
            "postmaster.opts",
            "postmaster.pid",
            "backup_manifest",
            "conf.d");

    private static final Pattern CONFIGURATION =
            Pattern.compile("(postgresql|pg_hba|pg_ident|recovery)[A-Za-z0-9_.-]*\\.(conf|done)([A-Za-z0-9_.~-]*)"
                    + "|[A-Za-z0-9_.-]+\\.(crt|key|pem|crl|conf|log|old|signal|stat)|pgsql_tmp.*");

    private static final Pattern WAL_FILE =
            Pattern.compile("[0-9A-F]{24}(\\.partial|\\.[0-9A-F]{8}\\.backup)?|[0-9A-F]{8}\\.history|xlogtemp\\.\\d+"
                    + "|archive_status|summaries");

    /** Every folder of its own that goes, the data directory first. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(List.of(data));
        old.walDirectory().ifPresent(all::add);
        all.addAll(old.tablespaces().values());
        return all;
    }

    /** Whether a name in a WAL folder is PostgreSQL's. */
    static boolean isWal(Path entry) {
        return WAL_FILE.matcher(String.valueOf(entry.getFileName())).matches();
    }

    /** What lies in a tablespace's folder for this cluster: {@code PG_13_202007201}. */
    static boolean isOfTablespace(Path entry, int major) {
        return String.valueOf(entry.getFileName()).matches("PG_" + major + "_\\d{9}");
    }

    /** @return reasons why they are not recognised, a sentence's part each */
    List<String> wrong(long owner) {
        List<String> wrong = new ArrayList<>();
        if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
            return List.of("`" + data + "` is no folder, or a link");
        }
        if (!version().equals(String.valueOf(old.major()))) {
            wrong.add("`" + data + "` was written by PostgreSQL " + version() + ", not " + old.major());
        }
        if (userOf(data) != owner) {
            wrong.add("`" + data + "` does not belong to the cluster's owner");
        }
        links(wrong);
        foreign(wrong);
        boundaries(wrong);
        return wrong;
    }

    private void links(List<String> wrong) {
        Optional<Path> wal = OldLive.walDirectoryOf(data);
        if (!wal.equals(old.walDirectory())) {
            wrong.add("its `pg_wal` leads to " + said(wal) + ", and the register says " + said(old.walDirectory()));
        }
        if (!Objects.equals(OldLive.tablespacesOf(data, old.dataDirectory()), old.tablespaces())) {
            wrong.add("its tablespaces are " + OldLive.tablespacesOf(data, old.dataDirectory())
                    + ", and the register says " + old.tablespaces());
        }
    }

    private void foreign(List<String> wrong) {
        OwnedFiles.list(data).stream()
                .filter(entry -> !isOfTheServer(String.valueOf(entry.getFileName())))
                .forEach(entry -> wrong.add("`" + entry + "` is nothing of PostgreSQL's"));
        old.walDirectory().stream()
                .flatMap(folder -> OwnedFiles.list(folder).stream())
                .filter(entry -> !isWal(entry))
                .forEach(entry -> wrong.add("`" + entry + "` is no WAL"));
    }

    private static boolean isOfTheServer(String name) {
        return OF_THE_SERVER.contains(name) || CONFIGURATION.matcher(name).matches();
    }

    /** Another file system, or a subvolume of somebody's own, would be walked into. */
    private void boundaries(List<String> wrong) {
        Mounts mounts = Mounts.ofThisProcess();
        if (mounts.of(data).point().equals(data)) {
            wrong.add("it is itself a mount point, which cannot be taken away under it");
        }
        if (Subvolumes.isSubvolume(old.root())) {
            Subvolumes.nested(old.root()).stream()
                    .map(old.root()::resolve)
                    .filter(nested -> all().stream().anyMatch(nested::startsWith))
                    .forEach(nested -> wrong.add("somebody made the subvolume `" + nested + "` in it"));
        }
        for (Path folder : all()) {
            mounts.inside(folder).forEach(point -> wrong.add("something is mounted on `" + point + "`"));
        }
    }

    private String version() {
        try {
            return Files.readString(data.resolve("PG_VERSION")).strip();
        } catch (IOException missing) {
            return "none";
        }
    }

    private static long userOf(Path folder) {
        try {
            return ((Number) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String said(Optional<Path> folder) {
        return folder.map(path -> "`" + path + "`").orElse("nowhere else");
    }

    /** Whether a folder holds nothing at all. */
    static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
