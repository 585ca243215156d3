package io.belay.workers.storage.tree;

import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.posix.Rename;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SharedExtentProof;
import io.belay.workers.storage.Storage;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import io.belay.workers.storage.StoreRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Images and copies made file by file, in a folder that nobody else can enter until it gets its final name. The image of a running
 * server is only taken in backup mode. Thread-safe.
 */
public final class TreeStorage implements Storage {

    /** The write-ahead log's folder in a data directory. */
    static final String LOG = "pg_wal";

    /** What is not finished is nobody else's: who owns the originals could otherwise lead a worker that is root elsewhere. */
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Place place;
    private final FileCopier copier;

    public TreeStorage(Place place, FileCopier copier) {
        this.place = place;
        this.copier = copier;
    }

    @Override
    public String driver() {
        return copier.driver();
    }

    @Override
    public Dataset dataset(Path dataDirectory) {
        return DatasetFinder.tree(dataDirectory);
    }

    @Override
    public Capabilities probe(Dataset dataset, Path destination) {
        return new TreeProbe(dataset, destination, copier).look();
    }

    @Override
    public Timing snapshot(Dataset dataset, Path destination) {
        return image(dataset, destination, Optional.empty());
    }

    @Override
    public Timing snapshot(Dataset dataset, Path destination, Backup backup) {
        return image(dataset, destination, Optional.of(backup));
    }

    private Timing image(Dataset dataset, Path destination, Optional<Backup> backup) {
        requireFree(destination);
        List<Capabilities.Problem> problems = probe(dataset, place.root()).problems();
        if (!problems.isEmpty()) {
            throw new StorageFailure(problems.get(0).code(), problems.get(0).text() + ". No snapshot was taken");
        }
        return make(destination, DatasetParts.of(dataset), work -> {
            DatasetImage image = new DatasetImage(dataset, copier, work);
            return backup.isPresent() ? image.inBackupMode(backup.get()) : image.stopped();
        });
    }

    @Override
    public Timing freeze(Path tree, Path destination) {
        requireOurTree(tree);
        requireFree(destination);
        return make(destination, List.of(tree), work -> whole(tree, work, Freezing.possibleIn(work)));
    }

    @Override
    public Timing copy(Path image, Path destination) {
        requireOurTree(image);
        requireFree(destination);
        return make(destination, List.of(image), work -> whole(image, work, Freezing.NONE));
    }

    private long whole(Path from, Path work, Freezing freezing) throws IOException {
        long flush = flush(from);
        TreeCopy copy = new TreeCopy(copier, freezing, Freezing.isByMode(from), TreeSource.AT_REST);
        copy.content(from, work);
        copy.finishLinked();
        copy.finish(FileEntry.of(from), work);
        return flush;
    }

    /** Sharing blocks makes the kernel write out each file; all together before is quicker, and nobody waits for it. */
    static long flush(Path source) {
        long begin = System.nanoTime();
        Durable.syncFileSystem(source);
        return System.nanoTime() - begin;
    }

    /** Fills the folder and gives back how long the flushing before took, in nanoseconds. */
    @FunctionalInterface
    private interface Work {
        long fill(Path work) throws IOException;
    }

    private Timing make(Path destination, List<Path> parts, Work work) {
        place.prepare(destination);
        Path unfinished = place.unfinished(destination);
        TreeRemoval.remove(unfinished);
        TreeRoom.require(copier, parts, destination);
        long begin = System.nanoTime();
        try {
            Files.createDirectory(unfinished, PRIVATE);
            long flush = work.fill(unfinished);
            Durable.syncFileSystem(unfinished);
            move(unfinished, destination);
            return new Timing(flush / 1_000_000, (System.nanoTime() - begin - flush) / 1_000_000);
        } catch (IOException e) {
            throw undone(unfinished, TreeRefusal.of("copy into", destination, e));
        } catch (PosixFailure e) {
            throw undone(unfinished, TreeRefusal.of("copy into", destination, e));
        } catch (RuntimeException e) {
            throw undone(unfinished, e);
        }
    }

    private static RuntimeException undone(Path unfinished, RuntimeException reason) {
        try {
            TreeRemoval.remove(unfinished);
        } catch (RuntimeException second) {
            reason.addSuppressed(second);
        }
        return reason;
    }

    @Override
    public void rename(Path from, Path to) {
        requireOurTree(from);
        requireFree(to);
        try {
            move(from, to);
        } catch (IOException e) {
            throw TreeRefusal.of("rename", from, e);
        } catch (PosixFailure e) {
            throw TreeRefusal.of("rename", from, e);
        }
    }

    /** A frozen folder does not move, so it is thawed for the call; what is in it stays frozen. */
    private static void move(Path from, Path to) throws IOException {
        Freezing frozen = Freezing.of(from);
        Freezing.thaw(from);
        try {
            Rename.withoutReplacing(from, to);
        } catch (PosixFailure e) {
            frozen.freezeAgain(from);
            throw e;
        }
        frozen.freezeAgain(to);
        Durable.sync(Place.folderOf(to));
        Durable.sync(Place.folderOf(from));
    }

    /** First it loses its name, so that half of a tree is never taken for a whole one. */
    @Override
    public void remove(Path imageOrTree) {
        place.requireEntry(imageOrTree);
        Path unfinished = place.unfinished(imageOrTree);
        TreeRemoval.remove(unfinished);
        if (!Files.exists(imageOrTree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireOurTree(imageOrTree);
        TreeRemoval.requireNoMount(imageOrTree);
        try {
            Freezing.thaw(imageOrTree);
            Rename.withoutReplacing(imageOrTree, unfinished);
        } catch (IOException e) {
            throw TreeRefusal.of("remove", imageOrTree, e);
        } catch (PosixFailure e) {
            throw TreeRefusal.of("remove", imageOrTree, e);
        }
        TreeRemoval.remove(unfinished);
        Durable.sync(Place.folderOf(imageOrTree));
    }

    @Override
    public Space space(Path somewhere) {
        return StoreRoom.at(somewhere);
    }

    @Override
    public void difference(Path left, Path right, List<FilePair> files, Consumer<FileVerdict> each) {
        try {
            Durable.syncFileSystem(left);
            Durable.syncFileSystem(right);
            SharedExtentProof proof =
                    new SharedExtentProof(left, right, copier.isSharing() && OneStore.holds(left, right));
            files.forEach(pair -> each.accept(proof.compare(pair)));
        } catch (PosixFailure e) {
            throw TreeRefusal.of("compare", right, e);
        }
    }

    private void requireFree(Path destination) {
        place.requireEntry(destination);
        if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageFailure(
                    StorageErrors.EXISTS, "`" + destination + "` exists already and was left as it is");
        }
        place.prepare(destination);
    }

    private void requireOurTree(Path path) {
        place.requireEntry(path);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageFailure(
                    StorageErrors.NOT_OURS,
                    "`" + path + "` is no folder, so this driver did not make it. Nothing was touched");
        }
    }
}
