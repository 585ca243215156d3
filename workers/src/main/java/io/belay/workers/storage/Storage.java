package io.belay.workers.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Belay asks of storage. One implementation per file system; all pass the same conformance kit. Thread-safe.
 *
 * <p>Paths are never guessed: a source is a {@link Dataset} that {@link #probe} accepted, a destination must lie inside the
 * place and must not exist. Nothing here is recursive in the store's own sense, and nothing deletes what Belay did not make.
 */
public interface Storage {

    /** {@code btrfs}, {@code reflink}, {@code copy}, ... */
    String driver();

    /**
     * The storage unit that holds a data directory. Whether it is suitable is for {@link #probe} to say.
     *
     * @throws StorageFailure when there is no such folder
     */
    default Dataset dataset(Path dataDirectory) {
        return DatasetFinder.find(dataDirectory);
    }

    /**
     * What the store can do for this dataset, and what stands in the way. Follows every link of the data directory ({@code
     * pg_wal}, {@code pg_tblspc/*}), finds nested subvolumes and mount points, compares file systems.
     */
    Capabilities probe(Dataset dataset, Path place);

    /**
     * A read-only image of the whole dataset at one moment. Where the store does not give {@code ATOMIC}, nothing may write to the
     * dataset meanwhile: its server must be stopped.
     *
     * @param destination does not exist, inside the place
     * @throws StorageFailure when the store refuses; then nothing is left at the destination
     */
    Timing snapshot(Dataset dataset, Path destination);

    /**
     * A read-only image of the dataset of a running server, file by file, while somebody holds the server in backup mode. Files that
     * come, go or change meanwhile are what the write-ahead log is for. Only where the store gives {@code BACKUP_MODE}.
     *
     * @param destination does not exist, inside the place
     * @throws StorageFailure when the store refuses; then, and when the backup throws, nothing is left at the destination
     */
    default Timing snapshot(Dataset dataset, Path destination, Backup backup) {
        throw new StorageFailure(
                StorageErrors.UNSUITABLE,
                "the driver `" + driver()
                        + "` takes an image at one moment and needs no backup mode. Nothing was touched");
    }

    /** A read-only image of a tree that Belay owns (a stopped candidate): a waypoint. */
    Timing freeze(Path tree, Path destination);

    /** A writable copy of an image. */
    Timing copy(Path image, Path destination);

    /** Gives an image or a tree its final name within the same store. Atomic. */
    void rename(Path from, Path to);

    /**
     * Removes an image or a tree that this driver made. Removing what is not there succeeds. The space may come back later.
     *
     * @throws StorageFailure when the path is not one that this driver made
     */
    void remove(Path imageOrTree);

    /** Free and total bytes of the store that holds the path; what waits in memory to be written is not free. */
    Space space(Path place);

    /**
     * Compares files of two trees by their physical extents, without reading what is shared; see the class for the rules.
     *
     * @param files relative paths, the same on both sides
     * @param each called once per file, in order
     */
    void difference(Path left, Path right, List<FilePair> files, Consumer<FileVerdict> each);

    /**
     * Who holds the server in backup mode while files are copied. Called by one thread, in this order; what a call throws voids the
     * image, which is removed.
     */
    interface Backup {

        /**
         * Before the first file is read.
         *
         * @param image where the data directory of the image comes to be; its empty {@code pg_wal} is there already
         */
        void begin(Path image);

        /**
         * @param relative of a file or folder of the data directory
         * @param isFolder of a folder the content is left out, not the folder
         */
        boolean leavesOut(Path relative, boolean isFolder);

        /** Again and again while files are copied. */
        void goOn();

        /** After the last file, before the image is frozen: adds what only the end of the backup tells. */
        void end(Path image);
    }

    /**
     * @param left relative to the left tree
     * @param right relative to the right tree
     */
    record FilePair(String left, String right) {}

    enum Proof {
        /** Both map to the same physical extents: the same bytes. */
        SHARED,
        /** No shared extents, or not provable by them; both were read and are the same. */
        READ_AND_SAME,
        /** The bytes differ, or the sizes do. */
        DIFFERENT
    }

    /** @param bytesRead what had to be read for this verdict, of both sides together */
    record FileVerdict(FilePair pair, Proof proof, long bytes, long bytesRead, String detail) {}

    /**
     * @param flushMilliseconds flushing dirty data before; in backup mode with the server's checkpoint
     * @param storeMilliseconds the store's own call
     */
    record Timing(long flushMilliseconds, long storeMilliseconds) {}

    /** @param limit what of the store is fuller than its data and therefore counts, for messages; empty when data is the fullest */
    record Space(long freeBytes, long totalBytes, String limit) {

        public Space(long freeBytes, long totalBytes) {
            this(freeBytes, totalBytes, "");
        }

        /** For behind the word "free". */
        public String note() {
            return limit.isEmpty() ? "" : " (by its " + limit + ", which is fuller than its data)";
        }
    }
}
