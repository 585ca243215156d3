package io.belay.workers.storage.tree;

import io.belay.workers.storage.Place;
import io.belay.workers.storage.Storage.Space;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import io.belay.workers.storage.StoreRoom;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Whether a full copy fits, asked before its first byte: a store that fills up on the way would stop live. */
final class TreeRoom {

    /** What stays free in any case, a share of the whole store. */
    private static final int RESERVE = 20;

    private TreeRoom() {}

    /** @throws StorageFailure NO_ROOM when it does not */
    static void require(FileCopier copier, List<Path> parts, Path destination) {
        if (copier.isSharing()) {
            return;
        }
        Space store = StoreRoom.at(Place.folderOf(destination));
        long needed = parts.stream().mapToLong(TreeRoom::size).sum();
        long left = store.freeBytes() - needed;
        if (left < store.totalBytes() / RESERVE) {
            throw new StorageFailure(
                    StorageErrors.NO_ROOM,
                    "a full copy into `" + destination + "` needs " + (needed >> 20) + " MiB, of which the store has "
                            + (store.freeBytes() >> 20) + " MiB free and has to keep a twentieth. Nothing was copied");
        }
    }

    private static long size(Path tree) {
        long[] bytes = new long[1];
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    // A running server's files come and go; an estimate does without them.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw TreeRefusal.of("measure", tree, e);
        }
        return bytes[0];
    }
}
