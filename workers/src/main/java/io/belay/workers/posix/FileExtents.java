package io.belay.workers.posix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * Where a file's bytes lie on its file system, by FS_IOC_FIEMAP. Needs only the right to read the file.
 *
 * <p>Layout and flags: {@code linux/fiemap.h}; the kernel's {@code Documentation/filesystems/fiemap.rst}.
 */
public final class FileExtents {

    // _IOWR('f', 11, struct fiemap)
    private static final long FS_IOC_FIEMAP = 0xC020660BL;
    private static final int FIEMAP_FLAG_SYNC = 1;
    private static final int HEADER = 32;
    private static final int EXTENT = 56;
    /** Extents asked for in the first call: most files have fewer, and memory is cleared for each file. */
    private static final int FIRST_PAGE = 16;

    /** Extents asked for in each later call. */
    private static final int PAGE = 512;

    private static final int LAST = 0x1;

    private FileExtents() {}

    /**
     * One piece of a file.
     *
     * @param logical offset in the file, bytes
     * @param physical offset in the file system's own address space, bytes; means nothing unless {@link #isLocated}
     */
    public record Extent(long logical, long physical, long length, int flags) {

        // linux/fiemap.h
        private static final int UNKNOWN = 0x2;
        private static final int DELALLOC = 0x4;
        private static final int ENCODED = 0x8;
        private static final int ENCRYPTED = 0x80;
        private static final int NOT_ALIGNED = 0x100;
        private static final int INLINE = 0x200;
        private static final int TAIL = 0x400;
        private static final int UNWRITTEN = 0x800;

        /** Whether {@code physical} is a settled place that holds exactly this piece, byte by byte. */
        public boolean isLocated() {
            return (flags & (UNKNOWN | DELALLOC | ENCODED | ENCRYPTED | NOT_ALIGNED | INLINE | TAIL)) == 0;
        }

        /** Not on disk yet: worth asking again after a sync. */
        public boolean isPending() {
            return (flags & (UNKNOWN | DELALLOC)) != 0;
        }

        /** Reserved, never written: reads as zeroes. */
        public boolean isUnwritten() {
            return (flags & UNWRITTEN) != 0;
        }

        public long end() {
            return logical + length;
        }
    }

    /**
     * All extents in the order of the file; holes are what lies between.
     *
     * @param sync whether to force the file to disk first
     * @throws PosixFailure EOPNOTSUPP where the file system cannot tell, ELOOP for a link
     */
    public static List<Extent> of(Path file, boolean sync) {
        List<Extent> extents = new ArrayList<>();
        int count = FIRST_PAGE;
        Pointer page = Native.allocate(HEADER + count * EXTENT);
        try (Descriptor descriptor = Descriptor.open(file, Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW)) {
            long next = 0;
            while (true) {
                page.setMemory(0, HEADER, (byte) 0);
                page.putLong(0, next);
                page.putLong(8, Long.MAX_VALUE - next);
                page.putInt(16, sync ? FIEMAP_FLAG_SYNC : 0);
                page.putInt(24, count);
                Native.require(Native.LIBC.ioctl(descriptor.number(), FS_IOC_FIEMAP, page), "FIEMAP", file);
                int mapped = page.getInt(20);
                for (int i = 0; i < mapped; i++) {
                    long at = HEADER + (long) i * EXTENT;
                    extents.add(new Extent(
                            page.getLong(at), page.getLong(at + 8), page.getLong(at + 16), page.getInt(at + 40)));
                }
                if (mapped == 0 || (extents.get(extents.size() - 1).flags() & LAST) != 0) {
                    return List.copyOf(extents);
                }
                next = extents.get(extents.size() - 1).end();
                if (count < PAGE) {
                    count = PAGE;
                    page = Native.allocate(HEADER + count * EXTENT);
                }
            }
        }
    }
}
