package io.belay.workers.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Belay asks of copy-on-write storage. One implementation per file system; all pass the same conformance kit. Thread-safe.
 *
 * <p>Paths are never guessed: a source is a {@link Dataset} that {@link #probe} accepted, a destination must lie inside the
 * place and must not exist. Nothing here is recursive in the store's own sense, and nothing deletes what Belay did not make.
 */
public interface Storage {

    /** {@code btrfs}, {@code xfs}, {@code copy}, ... */
    String driver();

    /**
     * What the store can do for this dataset, and what stands in the way. Follows every link of the data directory ({@code
     * pg_wal}, {@code pg_tblspc/*}), finds nested subvolumes and mount points, compares file systems.
     */
    Capabilities probe(Dataset dataset, Path place);

    /**
     * A read-only image of the whole dataset at one moment.
     *
     * @param destination does not exist, inside the place
     * @throws StorageFailure when the store refuses; then nothing is left at the destination
     */
    Timing snapshot(Dataset dataset, Path destination);

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

    /** Free and total bytes of the store that holds the path. */
    Space space(Path place);

    /**
     * Compares files of two trees by their physical extents, without reading what is shared; see the class for the rules.
     *
     * @param files relative paths, the same on both sides
     * @param each called once per file, in order
     */
    void difference(Path left, Path right, List<FilePair> files, Consumer<FileVerdict> each);

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
     * @param flushMilliseconds flushing dirty data before
     * @param storeMilliseconds the store's own call
     */
    record Timing(long flushMilliseconds, long storeMilliseconds) {}

    record Space(long freeBytes, long totalBytes) {}
}
