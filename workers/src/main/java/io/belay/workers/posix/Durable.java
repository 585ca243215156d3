package io.belay.workers.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Writing that survives a power cut. Thread-safe. */
public final class Durable {

    private Durable() {}

    /** Forces a file, or the entries of a folder, to disk. */
    public static void sync(Path fileOrFolder) {
        try (Descriptor descriptor = Descriptor.open(fileOrFolder, Descriptor.O_RDONLY)) {
            Native.require(Native.LIBC.fsync(descriptor.number()), "fsync", fileOrFolder);
        }
    }

    /** Forces everything of the file system (on btrfs: of all its subvolumes) to disk. Does not block writers. */
    public static void syncFileSystem(Path anywhereInside) {
        try (Descriptor descriptor = Descriptor.open(anywhereInside, Descriptor.O_RDONLY)) {
            Native.require(Native.LIBC.syncfs(descriptor.number()), "syncfs", anywhereInside);
        }
    }

    /** Creates missing folders with the mode, and forces each new entry to disk. */
    public static void createFolders(Path folder, String mode) {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolders(parent, mode);
        }
        try {
            Files.createDirectory(folder);
            // Set apart: what is given at creation would be cut by the umask.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
        } catch (java.nio.file.FileAlreadyExistsException raced) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (parent != null) {
            sync(parent);
        }
    }

    /**
     * Puts a small file (0600) in place, whole or not at all: written beside, forced, renamed, folder forced. An older file of
     * that name is replaced.
     */
    public static void write(Path file, String content) {
        Path folder = folderOf(file);
        Path beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(beside, e);
            throw new UncheckedIOException(e);
        }
        sync(folder);
    }

    /** Removes a file durably; one that is not there is removed already. */
    public static void remove(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                sync(folderOf(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not a file's path: " + file);
        }
        return folder;
    }

    private static void discard(Path beside, IOException reason) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException second) {
            reason.addSuppressed(second);
        }
    }
}
