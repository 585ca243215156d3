package io.belay.workers.storage.tree;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileAttributes;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.posix.FileFlags;
import io.belay.workers.posix.Ownership;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One copy of one or several folders into one tree: files, folders, symbolic links as they are, hard links as such, owner and mode.
 * Sockets and pipes are left out, as no cluster needs them. For one thread and one copy.
 */
final class TreeCopy {

    private record Inode(long device, long number) {}

    private final FileCopier copier;
    private final Freezing freezing;
    private final boolean thaw;
    private final TreeSource source;
    private final Map<Inode, Path> linked = new HashMap<>();
    private final List<Runnable> last = new ArrayList<>();

    /**
     * @param thaw whether the originals were frozen by their modes
     * @param source what is asked on the way
     */
    TreeCopy(FileCopier copier, Freezing freezing, boolean thaw, TreeSource source) {
        this.copier = copier;
        this.freezing = freezing;
        this.thaw = thaw;
        this.source = source;
    }

    /** The content of a folder into one that is there; its own attributes are given by {@link #finish}. */
    void content(Path from, Path to) throws IOException {
        carryNoCopyOnWrite(from, to);
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
            all.forEach(entries::add);
        }
        for (Path entry : entries) {
            try {
                entry(entry, to.resolve(entry.getFileName()));
            } catch (NoSuchFileException gone) {
                source.gone(entry, gone);
            } catch (PosixFailure failure) {
                if (!failure.is("ENOENT")) {
                    throw failure;
                }
                source.gone(entry, new NoSuchFileException(entry.toString()));
            }
        }
    }

    private void entry(Path from, Path to) throws IOException {
        FileEntry entry = FileEntry.of(from);
        source.goOn();
        if (source.keepsOpen(from)) {
            folder(to);
        } else if (source.leavesOut(from, entry.isFolder())) {
            if (entry.isFolder()) {
                folder(to);
                finish(entry, to);
            }
        } else if (entry.isFolder()) {
            folder(to);
            content(from, to);
            finish(entry, to);
        } else if (entry.isLink()) {
            link(from, entry, to);
        } else if (entry.isFile()) {
            file(from, entry, to);
        }
    }

    /** Makes a folder that only this process may enter yet; one that is there is taken. */
    void folder(Path to) throws IOException {
        if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(to, TreeStorage.PRIVATE);
        }
    }

    /** Gives a folder the owner, mode and freezing that it shall have, once nothing more comes into it. */
    void finish(FileEntry original, Path to) {
        freezing.attributes(original, thaw).applyTo(to);
    }

    /** Freezes what had to wait for other names of the same file. */
    void finishLinked() {
        last.forEach(Runnable::run);
    }

    private void link(Path from, FileEntry entry, Path to) throws IOException {
        Path followed = source.follow(from);
        if (followed.equals(from)) {
            Files.createSymbolicLink(to, Files.readSymbolicLink(from));
            giveLink(to, entry);
            return;
        }
        folder(to);
        content(followed, to);
        finish(FileEntry.of(followed), to);
    }

    private static void giveLink(Path link, FileEntry original) {
        if (Accounts.isRoot()) {
            Ownership.give(link, original.userId(), original.groupId());
        }
    }

    private void file(Path from, FileEntry entry, Path to) throws IOException {
        FileAttributes attributes = freezing.attributes(entry, thaw);
        if (entry.links() == 1) {
            copier.copy(from, to, attributes, source::goOn);
            return;
        }
        Inode inode = new Inode(entry.device(), entry.inode());
        Path before = linked.get(inode);
        if (before != null) {
            Files.createLink(to, before);
            return;
        }
        linked.put(inode, to);
        // No further name can be given to a file that is immutable.
        copier.copy(
                from,
                to,
                new FileAttributes(attributes.userId(), attributes.groupId(), attributes.mode(), false),
                source::goOn);
        last.add(() -> attributes.applyTo(to));
    }

    /** Blocks are not shared between a file that is overwritten in place and one that is not. */
    private static void carryNoCopyOnWrite(Path from, Path to) {
        try {
            if (FileFlags.of(from).noCopyOnWrite() && !FileFlags.of(to).noCopyOnWrite()) {
                FileFlags.setNoCopyOnWrite(to);
            }
        } catch (PosixFailure noSuchFlag) {
            if (!noSuchFlag.is("ENOTTY") && !noSuchFlag.is("EOPNOTSUPP") && !noSuchFlag.is("ENOTSUP")) {
                throw noSuchFlag;
            }
        }
    }
}
