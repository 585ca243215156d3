package io.belay.workers.storage.tree;

import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Storage.Backup;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster's files, of a stopped server or in backup mode. A write-ahead log behind a link becomes a folder of the image: an image
 * never shares its log with live.
 */
final class DatasetSource implements TreeSource {

    private final Path data;
    private final Optional<Backup> backup;

    /** @param backup absent when the server is stopped */
    DatasetSource(Dataset dataset, Optional<Backup> backup) {
        this.data = dataset.dataDirectory();
        this.backup = backup;
    }

    @Override
    public boolean leavesOut(Path original, boolean isFolder) {
        return backup.isPresent()
                && original.startsWith(data)
                && backup.get().leavesOut(data.relativize(original), isFolder);
    }

    @Override
    public boolean keepsOpen(Path original) {
        return backup.isPresent() && isLog(original);
    }

    @Override
    public Path follow(Path link) throws IOException {
        return isLog(link) ? link.toRealPath() : link;
    }

    private boolean isLog(Path path) {
        return path.equals(data.resolve(TreeStorage.LOG));
    }

    @Override
    public void gone(Path original, NoSuchFileException reason) throws IOException {
        if (backup.isEmpty()) {
            throw reason;
        }
    }

    @Override
    public void goOn() {
        backup.ifPresent(Backup::goOn);
    }
}
