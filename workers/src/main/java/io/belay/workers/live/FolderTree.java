package io.belay.workers.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Deletes a tree by opened folders, not by paths: a folder that is exchanged for a link meanwhile leads nowhere else (openat(2),
 * unlinkat(2)). Links are deleted themselves. Does not leave the file system that the tree lies on. One thread.
 */
final class FolderTree {

    private static final int EVERY = 500;

    private final String device;
    private final Consumer<String> tick;
    private long deleted;

    private FolderTree(String device, Consumer<String> tick) {
        this.device = device;
        this.tick = tick;
    }

    /** @param tick called every few hundred files; may throw to let go */
    static void delete(Path tree, Consumer<String> tick) throws IOException {
        Path name = tree.getFileName();
        Path parent = tree.getParent();
        if (name == null || parent == null) {
            throw new IOException("not a tree to delete: " + tree);
        }
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(parent)) {
            if (!(opened instanceof SecureDirectoryStream<Path> folder)) {
                throw new IOException("this system cannot delete safely in `" + parent + "`");
            }
            new FolderTree(deviceOf(attributes(folder, name)), tick).entry(folder, name);
        }
    }

    private void entry(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        BasicFileAttributes attributes = attributes(folder, name);
        if (!attributes.isDirectory()) {
            folder.deleteFile(name);
        } else {
            if (!deviceOf(attributes).equals(device)) {
                throw new IOException("`" + name + "` lies on another file system, or is a subvolume of its own");
            }
            try (SecureDirectoryStream<Path> below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                for (Path inside : names(below)) {
                    entry(below, inside);
                }
            }
            folder.deleteDirectory(name);
        }
        deleted++;
        if (deleted % EVERY == 0) {
            tick.accept(deleted + " files removed");
        }
    }

    /** All at once: a folder that is read while it is emptied may skip entries. */
    private static List<Path> names(SecureDirectoryStream<Path> folder) {
        List<Path> names = new ArrayList<>();
        folder.forEach(entry -> names.add(entry.getFileName()));
        return names;
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** The key's text is {@code (dev=fd01,ino=4711)}. */
    private static String deviceOf(BasicFileAttributes attributes) {
        return String.valueOf(attributes.fileKey()).replaceFirst(",.*", "");
    }
}
