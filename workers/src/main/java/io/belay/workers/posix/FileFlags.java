package io.belay.workers.posix;

import java.nio.file.Path;
import jnr.ffi.Pointer;

/**
 * The attributes that {@code lsattr} shows, as far as they matter here. Immutable.
 *
 * @param noCopyOnWrite btrfs {@code nodatacow}: no checksums, no compression
 * @param compressed new data is compressed
 * @param immutable nobody, not even root, writes, renames or removes it
 */
public record FileFlags(boolean noCopyOnWrite, boolean compressed, boolean immutable) {

    // linux/fs.h: _IOR('f', 1, long)
    private static final long FS_IOC_GETFLAGS = 0x80086601L;
    // linux/fs.h: _IOW('f', 2, long)
    private static final long FS_IOC_SETFLAGS = 0x40086602L;
    private static final int FS_IMMUTABLE_FL = 0x10;
    private static final int FS_COMPR_FL = 0x4;
    private static final int FS_NOCOW_FL = 0x00800000;

    /** @throws PosixFailure ENOTTY or EOPNOTSUPP where the file system has no such flags */
    public static FileFlags of(Path path) {
        try (Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW)) {
            int value = read(descriptor);
            return new FileFlags(
                    (value & FS_NOCOW_FL) != 0, (value & FS_COMPR_FL) != 0, (value & FS_IMMUTABLE_FL) != 0);
        }
    }

    /** @throws PosixFailure EPERM without the right (CAP_LINUX_IMMUTABLE), ENOTTY or EOPNOTSUPP where there is no such flag */
    public static void setImmutable(Path path, boolean immutable) {
        try (Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW)) {
            set(descriptor, FS_IMMUTABLE_FL, immutable);
        }
    }

    /** What is made in the folder from now on is overwritten in place on btrfs; an empty folder only. */
    public static void setNoCopyOnWrite(Path folder) {
        try (Descriptor descriptor = Descriptor.open(folder, Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW)) {
            set(descriptor, FS_NOCOW_FL, true);
        }
    }

    static void makeImmutable(Descriptor descriptor) {
        set(descriptor, FS_IMMUTABLE_FL, true);
    }

    private static void set(Descriptor descriptor, int flag, boolean on) {
        int before = read(descriptor);
        int after = on ? before | flag : before & ~flag;
        if (before != after) {
            Pointer flags = Native.allocate(8);
            flags.putInt(0, after);
            Native.require(
                    Native.LIBC.ioctl(descriptor.number(), FS_IOC_SETFLAGS, flags),
                    "FS_IOC_SETFLAGS",
                    descriptor.path());
        }
    }

    private static int read(Descriptor descriptor) {
        Pointer flags = Native.allocate(8);
        Native.require(
                Native.LIBC.ioctl(descriptor.number(), FS_IOC_GETFLAGS, flags), "FS_IOC_GETFLAGS", descriptor.path());
        return flags.getInt(0);
    }
}
