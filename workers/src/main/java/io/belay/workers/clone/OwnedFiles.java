package io.belay.workers.clone;

import io.belay.workers.posix.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes small files and folders inside one cluster's tree so that they belong to its owner. Never follows a link: a file is made
 * beside and renamed, which replaces a link instead of writing through it. Thread-safe.
 */
public final class OwnedFiles {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final Account owner;

    /** @param root real path of the tree; nothing outside it is touched, but for {@link #makePrivateFolder} of a folder that is not there */
    public OwnedFiles(Path root, Account owner) {
        this.root = root;
        this.owner = owner;
    }

    public void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(Path file, byte[] content) {
        requireInside(file);
        Path beside = file.resolveSibling(file.getFileName() + ".belay-new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC, LinkOption.NOFOLLOW_LINKS);
            giveToOwner(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }

    /** A folder inside the clone and those above it up to the clone's root, each with mode 0700 when it has to be made. */
    public void makeFolders(Path folder) {
        Path parent = folder.getParent();
        if (parent != null && !parent.equals(root) && !Files.isDirectory(parent)) {
            makeFolders(parent);
        }
        requireInside(folder);
        makePrivateFolder(folder);
    }

    /**
     * Like {@link #makeFolders}, for the one folder that lies elsewhere: the socket's. A folder that is there already is taken only
     * when it is the owner's and private: closing somebody else's, live's own sockets above all, would lock their clients out.
     */
    public void makePrivateFolder(Path folder) {
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                if (folder.getParent() != null) {
                    Files.createDirectories(folder.getParent());
                }
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
            }
            if (userOf(folder) == userOf(Path.of("/proc/self")) && list(folder).isEmpty()) {
                // Ours and empty: just made, or left so by an attempt that was killed here.
                giveToOwner(folder);
            }
            boolean isPrivate = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && userOf(folder) == owner.userId()
                    && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                            .equals(PRIVATE);
            if (!isPrivate) {
                throw new GateRefusal(
                        CloneErrors.NOT_ISOLATED,
                        "the folder `" + folder + "` is there and is not private to `" + owner.name()
                                + "`. Nothing was changed in it. Choose another one, or remove it when nobody needs it.");
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot make the folder " + folder, refused);
        }
    }

    void link(Path link, Path target) {
        requireInside(link);
        Path beside = link.resolveSibling(link.getFileName() + ".belay-new");
        try {
            Files.deleteIfExists(beside);
            Files.createSymbolicLink(beside, target);
            giveToOwner(beside);
            Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot rewrite the link " + link, refused);
        }
    }

    void delete(Path file) {
        requireInside(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot delete " + file, refused);
        }
    }

    /** Empties a folder; links in it are removed, not followed. */
    void deleteContent(Path folder) {
        list(folder).forEach(this::deleteTree);
    }

    public void deleteTree(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireInside(tree);
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot delete " + tree, refused);
        }
    }

    /** What a folder holds, by name; nothing when there is no such folder. */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + folder, unreadable);
        }
        found.sort(null);
        return found;
    }

    /** By the mode of the file that a link leads to; access lists are not looked at. */
    public boolean ownerCanRead(Path file) throws IOException {
        int mode = ((Number) Files.getAttribute(file, "unix:mode")).intValue();
        if (userOf(file) == owner.userId()) {
            return (mode & 0400) != 0;
        }
        long group = ((Number) Files.getAttribute(file, "unix:gid")).longValue();
        return (mode & 0004) != 0 || (group == owner.groupId() && (mode & 0040) != 0);
    }

    static long userOf(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid")).longValue();
    }

    private void giveToOwner(Path path) throws IOException {
        long now = ((Number) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
        if (now != owner.userId()) {
            Files.setAttribute(path, "unix:uid", (int) owner.userId(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", (int) owner.groupId(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void requireInside(Path path) {
        Path parent = path.toAbsolutePath().normalize().getParent();
        try {
            if (parent == null || !(parent.toRealPath().startsWith(root) || path.equals(root))) {
                throw new GateRefusal(
                        CloneErrors.OUTSIDE_THE_PLACE,
                        "`" + path + "` lies outside the clone `" + root + "`. Nothing was written there.");
            }
        } catch (IOException missing) {
            throw new UncheckedIOException("no folder to write into: " + parent, missing);
        }
    }
}
