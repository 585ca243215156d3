package io.belay.workers.posix;

import java.nio.file.Path;
import jnr.ffi.Pointer;

/**
 * What statfs(2) says about the file system that holds a path. Immutable.
 *
 * @param type the magic number, see {@code linux/magic.h}
 * @param freeBytes for an ordinary account: what is reserved for root is not counted
 */
public record FileSystemFigures(long type, long freeBytes, long totalBytes) {

    public static final long BTRFS = 0x9123683EL;
    public static final long XFS = 0x58465342L;

    // struct statfs on 64-bit Linux: f_type, f_bsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_fsid, f_namelen,
    // f_frsize, each of 8 bytes; 120 in all.
    private static final int SIZE = 120;
    private static final int BLOCKS = 16;
    private static final int AVAILABLE = 32;
    private static final int FRAGMENT = 72;

    public static FileSystemFigures of(Path path) {
        Pointer figures = Native.allocate(SIZE);
        try (Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDONLY)) {
            Native.require(Native.LIBC.fstatfs(descriptor.number(), figures), "statfs", path);
        }
        long block = figures.getLong(FRAGMENT);
        return new FileSystemFigures(
                figures.getLong(0), figures.getLong(AVAILABLE) * block, figures.getLong(BLOCKS) * block);
    }
}
