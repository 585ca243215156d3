package io.belay.workers.storage;

import io.belay.workers.posix.FileExtents;
import io.belay.workers.posix.FileExtents.Extent;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.storage.Storage.FilePair;
import io.belay.workers.storage.Storage.FileVerdict;
import io.belay.workers.storage.Storage.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that files of two trees hold the same bytes: what maps to the same blocks of one file system is the same and is not read,
 * the rest is read and compared. About 10 microseconds a file with one extent. One thread only.
 *
 * <p>Both trees must be at rest while this runs, and their file system synced before: a freed block may be given to another file
 * between the two looks. Only the bytes are compared, not owner, mode or time. Links are never followed.
 */
public final class SharedExtentProof {

    private final Side left;
    private final Side right;
    private final boolean sameStore;

    /** @param sameStore whether both trees lie on one file system, where a block's number means the same; else all is read */
    public SharedExtentProof(Path left, Path right, boolean sameStore) {
        this.left = new Side(left);
        this.right = new Side(right);
        this.sameStore = sameStore;
    }

    public FileVerdict compare(FilePair pair) {
        Optional<Entry> one = left.entry(pair.left());
        Optional<Entry> other = right.entry(pair.right());
        if (one.isEmpty() || other.isEmpty()) {
            String side = one.isEmpty() ? (other.isEmpty() ? "both sides" : "the left side") : "the right side";
            return new FileVerdict(pair, Proof.DIFFERENT, 0, 0, "missing, or no regular file, on " + side);
        }
        long size = one.get().size;
        if (size != other.get().size) {
            return new FileVerdict(
                    pair,
                    Proof.DIFFERENT,
                    Math.max(size, other.get().size),
                    0,
                    "sizes differ: " + size + " and " + other.get().size + " bytes");
        }
        if (size == 0) {
            return new FileVerdict(pair, Proof.READ_AND_SAME, 0, 0, "empty");
        }
        List<ExtentComparison.Range> unproven = unproven(one.get(), other.get(), size);
        return unproven.isEmpty()
                ? new FileVerdict(pair, Proof.SHARED, size, 0, "")
                : read(pair, one.get(), other.get(), size, unproven);
    }

    private List<ExtentComparison.Range> unproven(Entry one, Entry other, long size) {
        // A file reached through a mount inside the tree lies elsewhere, and its numbers mean something else.
        if (!sameStore || one.device != left.device || other.device != right.device) {
            return ExtentComparison.everything(size);
        }
        try {
            return ExtentComparison.unproven(extents(one.path), extents(other.path), size);
        } catch (PosixFailure e) {
            if (e.is("EOPNOTSUPP") || e.is("ENOTTY") || e.is("ENOTSUP")) {
                return ExtentComparison.everything(size);
            }
            throw e;
        }
    }

    private static List<Extent> extents(Path file) {
        List<Extent> extents = FileExtents.of(file, false);
        return extents.stream().anyMatch(Extent::isPending) ? FileExtents.of(file, true) : extents;
    }

    private static FileVerdict read(
            FilePair pair, Entry one, Entry other, long size, List<ExtentComparison.Range> unproven) {
        try {
            RangeReader.Outcome outcome = RangeReader.compare(one.path, other.path, unproven);
            long bytesRead = outcome.bytesRead();
            return outcome.firstDifference().isPresent()
                    ? new FileVerdict(
                            pair,
                            Proof.DIFFERENT,
                            size,
                            bytesRead,
                            "differs first at byte " + outcome.firstDifference().getAsLong())
                    : new FileVerdict(
                            pair, Proof.READ_AND_SAME, size, bytesRead, unproven.size() + " ranges are not shared");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Entry(Path path, long size, long device, int mode) {

        private static final int S_IFMT = 0170000;
        private static final int S_IFREG = 0100000;

        /** Empty when there is nothing of that name. */
        static Optional<Entry> of(Path path) {
            try {
                Map<String, Object> found = Files.readAttributes(path, "unix:size,dev,mode", LinkOption.NOFOLLOW_LINKS);
                return Optional.of(
                        new Entry(path, number(found, "size"), number(found, "dev"), (int) number(found, "mode")));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isRegular() {
            return (mode & S_IFMT) == S_IFREG;
        }

        private static long number(Map<String, Object> attributes, String name) {
            return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
        }
    }

    /** One tree, with the folders of it that were seen to be no links. */
    private static final class Side {

        private final Path root;
        private final long device;
        private final Set<Path> folders = new HashSet<>();

        Side(Path root) {
            this.root = root;
            this.device = Entry.of(root)
                    .map(Entry::device)
                    .orElseThrow(() -> new StorageFailure(
                            StorageErrors.STORE, "there is no tree `" + root + "` to compare; nothing was read"));
        }

        Optional<Entry> entry(String relative) {
            Path path = root.resolve(relative);
            if (!path.equals(path.normalize()) || !path.startsWith(root) || path.equals(root)) {
                throw new IllegalArgumentException("not a relative path of a file: " + relative);
            }
            return isReachedWithoutLinks(path.getParent()) ? Entry.of(path).filter(Entry::isRegular) : Optional.empty();
        }

        private boolean isReachedWithoutLinks(@Nullable Path folder) {
            if (folder == null || folder.equals(root) || folders.contains(folder)) {
                return folder != null;
            }
            boolean good =
                    isReachedWithoutLinks(folder.getParent()) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
            if (good) {
                folders.add(folder);
            }
            return good;
        }
    }
}
