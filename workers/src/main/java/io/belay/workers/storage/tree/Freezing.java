package io.belay.workers.storage.tree;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileAttributes;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.posix.FileFlags;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What keeps an image from being written. Root sets the flag that holds also against root; without that right, or on a file system
 * without the flag, the bits for writing are taken away, which holds against accidents of the owner.
 */
enum Freezing {
    /** A writable copy. */
    NONE,
    BY_FLAG,
    BY_MODE;

    private static final int WRITE = 0222;
    private static final int OWNER_WRITES = 0200;

    /** @param folder of the store, empty, ours: it is tried there */
    static Freezing possibleIn(Path folder) {
        if (!Accounts.isRoot()) {
            return BY_MODE;
        }
        try {
            FileFlags.setImmutable(folder, true);
            FileFlags.setImmutable(folder, false);
            return BY_FLAG;
        } catch (PosixFailure noSuchFlag) {
            return BY_MODE;
        }
    }

    /** What a copy of the original gets. */
    FileAttributes attributes(FileEntry original, boolean thaw) {
        int mode = thaw ? original.mode() | OWNER_WRITES : original.mode();
        return new FileAttributes(
                original.userId(), original.groupId(), this == BY_MODE ? mode & ~WRITE : mode, this == BY_FLAG);
    }

    /** Whether a tree was frozen by its modes: its root could be written by its owner before, as every data directory can. */
    static boolean isByMode(Path root) {
        try {
            return !FileEntry.of(root).ownerMayWrite();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the folder itself is frozen now. */
    static Freezing of(Path folder) {
        if (isImmutable(folder)) {
            return BY_FLAG;
        }
        return isByMode(folder) ? BY_MODE : NONE;
    }

    /** Lets one file or folder be changed again; its content is another matter. */
    static void thaw(Path path) throws IOException {
        FileEntry entry = FileEntry.of(path);
        if (entry.isLink()) {
            return;
        }
        if (isImmutable(path)) {
            FileFlags.setImmutable(path, false);
        }
        if (!entry.ownerMayWrite()) {
            new FileAttributes(entry.userId(), entry.groupId(), entry.mode() | OWNER_WRITES, false).applyTo(path);
        }
    }

    void freezeAgain(Path folder) throws IOException {
        attributes(FileEntry.of(folder), false).applyTo(folder);
    }

    private static boolean isImmutable(Path path) {
        try {
            return FileFlags.of(path).immutable();
        } catch (PosixFailure noSuchFlag) {
            if (noSuchFlag.is("ENOTTY") || noSuchFlag.is("EOPNOTSUPP") || noSuchFlag.is("ENOTSUP")) {
                return false;
            }
            throw noSuchFlag;
        }
    }
}
