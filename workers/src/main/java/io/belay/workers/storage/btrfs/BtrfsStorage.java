package io.belay.workers.storage.btrfs;

import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.posix.Rename;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SharedExtentProof;
import io.belay.workers.storage.Storage;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import io.belay.workers.storage.StoreRoom;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Snapshots of btrfs subvolumes: a few milliseconds at any size, plus the flush of dirty data. Thread-safe.
 *
 * <p>Needs none of btrfs's programs. As root, or as owner of the subvolumes on a mount with {@code user_subvol_rm_allowed}.
 */
public final class BtrfsStorage implements Storage {

    private final Place place;

    public BtrfsStorage(Place place) {
        this.place = place;
    }

    @Override
    public String driver() {
        return "btrfs";
    }

    @Override
    public Capabilities probe(Dataset dataset, Path destination) {
        return new BtrfsProbe(dataset, destination).look();
    }

    @Override
    public Timing snapshot(Dataset dataset, Path destination) {
        requireFree(destination);
        // Costs no look at files, so it is done each time: what was right yesterday may have been mounted over since.
        List<Capabilities.Problem> problems = probe(dataset, place.root()).problems();
        if (!problems.isEmpty()) {
            throw new StorageFailure(problems.get(0).code(), problems.get(0).text() + ". No snapshot was taken");
        }
        return make(dataset.root(), destination, true);
    }

    @Override
    public Timing freeze(Path tree, Path destination) {
        requireOurSubvolume(tree);
        requireFree(destination);
        return make(tree, destination, true);
    }

    @Override
    public Timing copy(Path image, Path destination) {
        requireOurSubvolume(image);
        requireFree(destination);
        return make(image, destination, false);
    }

    @Override
    public void rename(Path from, Path to) {
        requireOurSubvolume(from);
        requireFree(to);
        boolean frozen = Subvolumes.isReadOnly(from);
        // Linux lets no read-only folder change its parent (its ".." would change), so it is thawed for the call.
        boolean thaw = frozen && !Place.folderOf(from).equals(Place.folderOf(to));
        attempt("rename", from, () -> {
            if (thaw) {
                Subvolumes.setReadOnly(from, false);
            }
            try {
                Rename.withoutReplacing(from, to);
            } catch (PosixFailure e) {
                if (thaw) {
                    Subvolumes.setReadOnly(from, true);
                }
                throw e;
            }
            if (thaw) {
                Subvolumes.setReadOnly(to, true);
            }
            Durable.sync(Place.folderOf(to));
            Durable.sync(Place.folderOf(from));
        });
    }

    @Override
    public void remove(Path imageOrTree) {
        place.requireEntry(imageOrTree);
        if (!Files.exists(imageOrTree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireOurSubvolume(imageOrTree);
        List<Path> nested = Subvolumes.nested(imageOrTree);
        if (!nested.isEmpty()) {
            throw new StorageFailure(
                    StorageErrors.NESTED,
                    "`" + imageOrTree + "` is not removed: someone made the subvolume `" + nested.get(0)
                            + "` in it. Nothing was touched; move it away, then remove again");
        }
        attempt("remove", imageOrTree, () -> {
            boolean frozen = Subvolumes.isReadOnly(imageOrTree);
            // Without root, what is read-only cannot be destroyed.
            Subvolumes.setReadOnly(imageOrTree, false);
            try {
                Subvolumes.destroy(imageOrTree);
            } catch (PosixFailure e) {
                Subvolumes.setReadOnly(imageOrTree, frozen);
                throw e;
            }
            // btrfs makes the removal durable with its parent folder.
            Durable.sync(Place.folderOf(imageOrTree));
        });
    }

    @Override
    public Space space(Path somewhere) {
        return StoreRoom.at(somewhere);
    }

    @Override
    public void difference(Path left, Path right, List<FilePair> files, Consumer<FileVerdict> each) {
        attempt("compare", right, () -> {
            Durable.syncFileSystem(left);
            Durable.syncFileSystem(right);
            // Block numbers of btrfs are its own logical addresses: the same over all its devices and subvolumes.
            boolean sameStore = FileSystemFigures.of(left).type() == FileSystemFigures.BTRFS
                    && FileSystemFigures.of(right).type() == FileSystemFigures.BTRFS
                    && Subvolumes.fileSystemOf(left).equals(Subvolumes.fileSystemOf(right));
            SharedExtentProof proof = new SharedExtentProof(left, right, sameStore);
            files.forEach(pair -> each.accept(proof.compare(pair)));
        });
    }

    private Timing make(Path source, Path destination, boolean readOnly) {
        place.prepare(destination);
        long[] ends = new long[2];
        long began = System.nanoTime();
        attempt("snapshot", source, () -> {
            // Writers go on during this; the snapshot itself then has little left to flush while they wait.
            Durable.syncFileSystem(source);
            ends[0] = System.nanoTime();
            Subvolumes.snapshot(source, destination, readOnly);
            ends[1] = System.nanoTime();
        });
        return new Timing((ends[0] - began) / 1_000_000, (ends[1] - ends[0]) / 1_000_000);
    }

    private void requireFree(Path destination) {
        place.requireEntry(destination);
        if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageFailure(
                    StorageErrors.EXISTS, "`" + destination + "` exists already and was left as it is");
        }
        place.prepare(destination);
    }

    private void requireOurSubvolume(Path path) {
        place.requireEntry(path);
        if (!Subvolumes.isSubvolume(path)) {
            String what = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? "is no subvolume" : "does not exist";
            throw new StorageFailure(
                    StorageErrors.NOT_OURS,
                    "`" + path + "` " + what + ", so this driver did not make it. Nothing was touched");
        }
    }

    private static void attempt(String verb, Path path, Runnable calls) {
        try {
            calls.run();
        } catch (PosixFailure e) {
            throw BtrfsRefusal.of(verb, path, e);
        }
    }
}
