package io.belay.workers.posix;

import java.nio.file.Path;
import jnr.ffi.Pointer;

/**
 * How an XFS was made.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_xfs_fsgeometry.2.html">ioctl_xfs_fsgeometry(2)</a>
 */
public final class XfsGeometry {

    // _IOR('X', 100, struct xfs_fsop_geom_v1 of 112 bytes): also answered by kernels that know newer forms of it.
    private static final long FSGEOMETRY_V1 = 0x80705864L;
    private static final int SIZE = 112;
    private static final int FLAGS = 92;
    private static final int REFLINK = 1 << 20;

    private XfsGeometry() {}

    /** Whether files of the XFS that holds the folder can share blocks ({@code mkfs.xfs -m reflink=1}). Reads only. */
    public static boolean sharesBlocks(Path folder) {
        Pointer geometry = Native.allocate(SIZE);
        try (Descriptor descriptor = Descriptor.open(folder, Descriptor.O_RDONLY)) {
            Native.require(
                    Native.LIBC.ioctl(descriptor.number(), FSGEOMETRY_V1, geometry), "XFS_IOC_FSGEOMETRY_V1", folder);
        }
        return (geometry.getInt(FLAGS) & REFLINK) != 0;
    }
}
