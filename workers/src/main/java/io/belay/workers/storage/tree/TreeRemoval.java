package io.belay.workers.storage.tree;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileAttributes;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.storage.Mounts;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes a tree, frozen or not. Follows no link. */
final class TreeRemoval {

    private static final int OWNER_ONLY = 0700;

    private TreeRemoval() {}

    /**
     * Removing what is not there succeeds.
     *
     * @throws StorageFailure when something does not go; repeated later, it goes on where it ended
     */
    static void remove(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireNoMount(tree);
        try {
            Freezing.thaw(tree);
            // From here on nobody else comes in: an owner of the content could put links where folders were just seen.
            FileEntry root = FileEntry.of(tree);
            long user = Accounts.effectiveUserId();
            new FileAttributes(user, root.groupId(), OWNER_ONLY, false).applyTo(tree);
            Files.walkFileTree(tree, new Remover());
        } catch (IOException e) {
            throw TreeRefusal.of("remove", tree, e);
        } catch (PosixFailure e) {
            throw TreeRefusal.of("remove", tree, e);
        }
    }

    /** @throws StorageFailure NESTED when something is mounted in it */
    static void requireNoMount(Path tree) {
        List<Path> mounts = Mounts.ofThisProcess().inside(tree);
        if (!mounts.isEmpty()) {
            throw new StorageFailure(
                    StorageErrors.NESTED,
                    "`" + tree + "` is not removed: something is mounted at `" + mounts.get(0)
                            + "`. Nothing was touched; unmount it, then remove again");
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Freezing.thaw(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            delete(file);
            return FileVisitResult.CONTINUE;
        }

        /** A folder that could not be opened because it was frozen is looked at before this, so this is a real failure. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            delete(folder);
            return FileVisitResult.CONTINUE;
        }

        private static void delete(Path path) throws IOException {
            try {
                Files.delete(path);
            } catch (NoSuchFileException gone) {
                return;
            } catch (FileSystemException frozen) {
                Freezing.thaw(path);
                Files.delete(path);
            }
        }
    }
}
