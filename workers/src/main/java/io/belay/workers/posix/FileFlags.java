package io.belay.workers.posix;

import java.nio.file.Path;
import jnr.ffi.Pointer;

/**
 * The attributes that {@code lsattr} shows, as far as they matter here. Immutable.
 *
 * @param noCopyOnWrite btrfs {@code nodatacow}: no checksums, no compression
 * @param compressed new data is compressed
 */
public record FileFlags(boolean noCopyOnWrite, boolean compressed) {

    // linux/fs.h: _IOR('f', 1, long)
    private static final long FS_IOC_GETFLAGS = 0x80086601L;
    private static final int FS_COMPR_FL = 0x4;
    private static final int FS_NOCOW_FL = 0x00800000;

    public static FileFlags of(Path path) {
        Pointer flags = Native.allocate(8);
        try (Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW)) {
            Native.require(Native.LIBC.ioctl(descriptor.number(), FS_IOC_GETFLAGS, flags), "FS_IOC_GETFLAGS", path);
        }
        int value = flags.getInt(0);
        return new FileFlags((value & FS_NOCOW_FL) != 0, (value & FS_COMPR_FL) != 0);
    }
}
