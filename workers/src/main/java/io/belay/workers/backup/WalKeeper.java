package io.belay.workers.backup;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Copies the log into the image from the backup's start to its stop, each file as soon as the server has filled it: so it is there
 * before the server may use the file anew, for which a whole checkpoint has to pass. For one thread only.
 */
final class WalKeeper {

    private final Path liveLog;
    private final Path imageLog;
    private WalFile next;

    /**
     * @param liveLog live's folder of the log, links resolved
     * @param imageLog the image's own, which is there
     * @param first the file in which the backup starts
     */
    WalKeeper(Path liveLog, Path imageLog, String first) {
        this.liveLog = liveLog;
        this.imageLog = imageLog;
        try {
            this.next = WalFile.parse(first, Files.size(liveLog.resolve(first)));
        } catch (IOException e) {
            throw new UncheckedIOException("live's log cannot be read", e);
        }
    }

    /** Copies what the server has filled. */
    void filledUntil(Lsn written) {
        while (next.end().compareTo(written) <= 0) {
            copy(next.bytes());
        }
    }

    /** Copies the rest; not a byte behind the stop comes into the image. */
    void until(Lsn stop) {
        filledUntil(stop);
        long valid = stop.minus(next.begin());
        if (valid > 0) {
            copy(valid);
        }
        copyHistories();
    }

    private void copy(long valid) {
        try {
            new WalCopy(next, liveLog).into(imageLog, valid);
        } catch (NoSuchFileException gone) {
            throw new ServerFailure(
                    BackupErrors.VOID,
                    "the server had removed `" + gone.getFile()
                            + "` before it was copied. The image is void and was removed;"
                            + " live is unharmed. Raise `max_wal_size` or `wal_keep_size`, so that the server keeps its log"
                            + " longer, and take another snapshot");
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be copied", e);
        }
        next = next.next();
    }

    /** By them a server knows where its timelines parted. */
    private void copyHistories() {
        try (DirectoryStream<Path> histories = Files.newDirectoryStream(liveLog, "*.history")) {
            for (Path history : histories) {
                BackupMode.write(imageLog.resolve(history.getFileName()), Files.readAllBytes(history));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the histories of live's timelines cannot be copied", e);
        }
    }
}
