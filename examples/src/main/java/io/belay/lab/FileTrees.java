package io.belay.lab;

import io.belay.workers.posix.FileFlags;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deleting what the lab made, also what a storage driver froze in it: follows no link and never enters a mounted file system.
 */
final class FileTrees {

    private FileTrees() {}

    /** Deletes as much as it can; deleting what is not there succeeds. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Object device = device(root);
        Files.walkFileTree(root, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!device.equals(device(folder))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                thaw(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    Files.deleteIfExists(file);
                } catch (FileSystemException frozen) {
                    FileFlags.setImmutable(file, false);
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A frozen folder lets nothing in it be removed: by its mode, or as root by the immutable flag. */
    private static void thaw(Path folder) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        try {
            if (FileFlags.of(folder).immutable()) {
                FileFlags.setImmutable(folder, false);
            }
        } catch (PosixFailure noSuchFlag) {
            // Then it is not frozen by it; whether it can be removed, its removal shows.
        }
        if (mode.add(PosixFilePermission.OWNER_WRITE)) {
            Files.setPosixFilePermissions(folder, mode);
        }
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }
}
