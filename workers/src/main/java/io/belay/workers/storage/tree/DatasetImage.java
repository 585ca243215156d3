package io.belay.workers.storage.tree;

import io.belay.workers.posix.FileEntry;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Storage.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Fills a folder with the image of a dataset, frozen. For one thread and one image. */
final class DatasetImage {

    private final Dataset dataset;
    private final FileCopier copier;
    private final Path work;
    private final Path data;
    private final Freezing freezing;

    /** @param work empty, and only this process may enter it */
    DatasetImage(Dataset dataset, FileCopier copier, Path work) {
        this.dataset = dataset;
        this.copier = copier;
        this.work = work;
        this.data = work.resolve(dataset.relativeDataDirectory());
        this.freezing = Freezing.possibleIn(work);
    }

    /** @return how long flushing took, in nanoseconds */
    long stopped() throws IOException {
        long flush = TreeStorage.flush(dataset.dataDirectory());
        TreeCopy copy = copyParts(Optional.empty());
        finish(copy);
        return flush;
    }

    /** @return how long the server's checkpoint and flushing took, in nanoseconds */
    long inBackupMode(Backup backup) throws IOException {
        Files.createDirectories(data.resolve(TreeStorage.LOG), TreeStorage.PRIVATE);
        long begin = System.nanoTime();
        backup.begin(data);
        TreeStorage.flush(dataset.dataDirectory());
        long begun = System.nanoTime() - begin;
        TreeCopy copy = copyParts(Optional.of(backup));
        Set<Path> copied = new HashSet<>(entries(data));
        backup.end(data);
        finishAdded(copied);
        finish(copy);
        return begun;
    }

    private TreeCopy copyParts(Optional<Backup> backup) throws IOException {
        TreeCopy copy = new TreeCopy(copier, freezing, false, new DatasetSource(dataset, backup));
        for (Path part : DatasetParts.of(dataset)) {
            Path to = work.resolve(dataset.root().relativize(part));
            Files.createDirectories(to, TreeStorage.PRIVATE);
            copy.content(part, to);
        }
        copy.finishLinked();
        return copy;
    }

    /** What the end of the backup put into the image belongs to the owner of the rest. */
    private void finishAdded(Set<Path> copied) throws IOException {
        FileEntry owner = FileEntry.of(dataset.dataDirectory());
        Path log = data.resolve(TreeStorage.LOG);
        for (Path added : entries(data)) {
            if (!copied.contains(added)) {
                give(added, owner);
            }
        }
        for (Path segment : entries(log)) {
            give(segment, owner);
        }
        give(log, owner);
    }

    private void give(Path path, FileEntry owner) throws IOException {
        FileEntry entry = FileEntry.of(path);
        FileEntry given = new FileEntry(
                entry.type(),
                entry.mode(),
                owner.userId(),
                owner.groupId(),
                entry.links(),
                entry.device(),
                entry.inode(),
                entry.size());
        freezing.attributes(given, false).applyTo(path);
    }

    /** The parts themselves and the folders between them and the root, which have the attributes of live's. */
    private void finish(TreeCopy copy) throws IOException {
        Set<Path> done = new HashSet<>();
        for (Path part : DatasetParts.of(dataset)) {
            Path relative = dataset.root().relativize(part);
            for (int names = relative.getNameCount(); names > 0; names--) {
                Path folder = relative.subpath(0, names);
                if (done.add(folder)) {
                    copy.finish(FileEntry.of(dataset.root().resolve(folder)), work.resolve(folder));
                }
            }
        }
        copy.finish(FileEntry.of(dataset.root()), work);
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.exists(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
