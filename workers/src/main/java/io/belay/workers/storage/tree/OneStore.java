package io.belay.workers.storage.tree;

import io.belay.workers.posix.FileEntry;
import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.Subvolumes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Whether two paths lie on one file system, where a block's number means the same. */
public final class OneStore {

    private OneStore() {}

    /** Subvolumes of a btrfs have device numbers of their own and one address space. */
    public static boolean holds(Path one, Path other) {
        try {
            return FileEntry.of(one).device() == FileEntry.of(other).device() || isOneBtrfs(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOneBtrfs(Path one, Path other) {
        return isBtrfs(one) && isBtrfs(other) && Subvolumes.fileSystemOf(one).equals(Subvolumes.fileSystemOf(other));
    }

    private static boolean isBtrfs(Path path) {
        return FileSystemFigures.of(path).type() == FileSystemFigures.BTRFS;
    }
}
