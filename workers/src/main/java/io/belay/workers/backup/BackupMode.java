package io.belay.workers.backup;

import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One backup of a running server, from its begin to its end in one session, while a storage driver copies the files. The image then
 * holds the label, the map of tablespaces and the log up to the backup's end and not a byte further: so recovery ends there, and the
 * server itself refuses to open the image when something is missing. Nothing is ever written into live. For one thread and one
 * image; closing it ends a backup that did not come to its end.
 */
public final class BackupMode implements Storage.Backup, AutoCloseable {

    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A server fills a file of its log within a second at best, and keeps it for a checkpoint more. */
    private static final long LOOK_NANOSECONDS = 1_000_000_000L;

    private static final Pattern LABEL = Pattern.compile("\\ASTART WAL LOCATION: ([0-9A-F]+/[0-9A-F]+) ");

    private final Path liveData;
    private final BackupSession session;
    private Optional<WalKeeper> log = Optional.empty();
    private Optional<Lsn> start = Optional.empty();
    private long lookedAt;

    private BackupMode(Path liveData, BackupSession session) {
        this.liveData = liveData;
        this.session = session;
    }

    /**
     * Looks whether it can be, and begins nothing yet.
     *
     * @param cluster for messages
     * @throws ServerFailure NOT_ALLOWED with the grant that is missing, NOT_POSSIBLE
     */
    public static BackupMode open(Access live, Path liveData, String cluster) {
        return new BackupMode(liveData, BackupSession.open(live, cluster));
    }

    /** What one backup sends to live of this major, in order. */
    public static List<ListedStatement> statements(int major) {
        return BackupStatements.listed(major);
    }

    /** Whether what a role of the old major was granted for backups names functions that the new one has no more. */
    public static boolean isRenamedBetween(int oldMajor, int newMajor) {
        return oldMajor < BackupStatements.FIRST_RENAMED && newMajor >= BackupStatements.FIRST_RENAMED;
    }

    /** What a role that is no superuser needs, once, in the database {@code postgres}. */
    public static String grant(int major, String role) {
        return BackupStatements.of(major).grant(role);
    }

    /** Takes away what the remedy of NOT_ALLOWED gives. */
    public static String revoke(int major, String role) {
        return BackupStatements.of(major).revoke(role);
    }

    @Override
    public void begin(Path image) {
        BackupSession.Begun begun = session.begin();
        start = Optional.of(begun.start());
        try {
            Path liveLog = liveData.resolve("pg_wal").toRealPath();
            log = Optional.of(new WalKeeper(liveLog, image.resolve("pg_wal"), begun.segment()));
        } catch (IOException e) {
            throw new UncheckedIOException("live's log cannot be reached", e);
        }
        lookedAt = System.nanoTime();
    }

    @Override
    public boolean leavesOut(Path relative, boolean isFolder) {
        return LeftOut.is(relative, isFolder);
    }

    @Override
    public void goOn() {
        if (System.nanoTime() - lookedAt >= LOOK_NANOSECONDS) {
            log.orElseThrow().filledUntil(session.written());
            lookedAt = System.nanoTime();
        }
    }

    @Override
    public void end(Path image) {
        BackupSession.Ended ended = session.end();
        requireOwnLabel(ended.label());
        log.orElseThrow().until(ended.stop());
        write(image.resolve("backup_label"), ended.label().getBytes(StandardCharsets.UTF_8));
        if (!ended.map().isEmpty()) {
            write(image.resolve("tablespace_map"), ended.map().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Without its label a copy recovers from the wrong place and looks whole. */
    private void requireOwnLabel(String label) {
        Matcher line = LABEL.matcher(label);
        if (!line.find() || !Lsn.parse(line.group(1)).equals(start())) {
            throw new ServerFailure(
                    BackupErrors.VOID,
                    "the server's backup label does not say that the backup starts at " + start()
                            + ". The image is void and was removed; live is unharmed");
        }
    }

    /** Where recovery of the image begins. */
    public Lsn start() {
        return start.orElseThrow();
    }

    static void write(Path file, byte[] content) {
        try {
            Files.createFile(file, PRIVATE);
            Files.write(file, content, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot complete the image", e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
