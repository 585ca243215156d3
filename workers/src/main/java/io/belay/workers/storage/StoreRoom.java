package io.belay.workers.storage;

import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.storage.Storage.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What can still be written to a store. XFS and ext4 tell by statfs(2). On btrfs that counts neither data that waits in memory to be
 * written, for which room is promised already (100 MiB of it were seen under pg_upgrade on a slow machine with 8 GiB of store), nor
 * how full the metadata is, without which no data can be written: there the kernel's own accounts are asked, {@code
 * /sys/fs/btrfs/ID/allocation}. What is promised to metadata is not counted: it is the worst case, and was more than all of it.
 * Cheap enough to be asked many times a second.
 */
public final class StoreRoom {

    private static final String METADATA = "metadata";

    private final FileSystemFigures figures;
    private final Path allocation;

    /** @param allocation the kernel's folder of accounts; where it cannot be read, statfs has the last word */
    StoreRoom(FileSystemFigures figures, Path allocation) {
        this.figures = figures;
        this.allocation = allocation;
    }

    /** @param folder on the store */
    public static Space at(Path folder) {
        FileSystemFigures figures = FileSystemFigures.of(folder);
        return figures.type() == FileSystemFigures.BTRFS
                ? new StoreRoom(figures, accounts(Subvolumes.fileSystemOf(folder))).look()
                : new Space(figures.freeBytes(), figures.totalBytes());
    }

    /** @param identity of the file system, 32 hexadecimal digits */
    static Path accounts(String identity) {
        String name = identity.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        return Path.of("/sys/fs/btrfs", name, "allocation");
    }

    /**
     * One kind of chunks.
     *
     * @param total bytes in all chunks of it, {@code onDisk} with all copies
     * @param reserved being written at this moment
     * @param promised to what waits in memory; exact for data, for metadata the worst case
     */
    private record Account(long total, long onDisk, long used, long reserved, long promised) {

        long copies() {
            return total == 0 ? 1 : Math.max(1, Math.round((double) onDisk / total));
        }
    }

    Space look() {
        try {
            // A small file system may mix both kinds in one; then there is none of these accounts.
            Optional<Account> data = account("data");
            Optional<Account> metadata = account(METADATA);
            return data.isPresent() && metadata.isPresent() ? look(data.get(), metadata.get()) : asStatfs();
        } catch (IOException | NumberFormatException notGiven) {
            return asStatfs();
        }
    }

    private Space asStatfs() {
        return new Space(figures.freeBytes(), figures.totalBytes());
    }

    private Space look(Account data, Account metadata) throws IOException {
        long free = Math.max(0, figures.freeBytes() - data.reserved() - data.promised());
        long raw = figures.totalBytes() * data.copies();
        long unallocated = Math.max(0, raw - data.onDisk() - metadata.onDisk());
        long most = metadata.total() + unallocated / metadata.copies();
        long used = metadata.used() + metadata.reserved() + number(allocation.resolve("global_rsv_size"));
        long share = most == 0 ? 0 : (long) ((double) figures.totalBytes() * Math.max(0, most - used) / most);
        return share < free ? new Space(share, figures.totalBytes(), METADATA) : new Space(free, figures.totalBytes());
    }

    private Optional<Account> account(String kind) throws IOException {
        Path folder = allocation.resolve(kind);
        return Files.isDirectory(folder)
                ? Optional.of(new Account(
                        number(folder.resolve("total_bytes")),
                        number(folder.resolve("disk_total")),
                        number(folder.resolve("bytes_used")),
                        number(folder.resolve("bytes_reserved")),
                        number(folder.resolve("bytes_may_use"))))
                : Optional.empty();
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
