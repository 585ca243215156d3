package io.belay.workers.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * The calls of btrfs, by ioctl: neither its programs nor its library are needed. Thread-safe.
 *
 * <p>Numbers and layouts: {@code include/uapi/linux/btrfs.h} of Linux 6.1, the same on x86-64 and arm64.
 */
public final class Subvolumes {

    /** The inode of each subvolume's root folder, BTRFS_FIRST_FREE_OBJECTID. */
    private static final long ROOT_INODE = 256;

    /** BTRFS_FS_TREE_OBJECTID. */
    private static final long TOP_LEVEL = 5;

    // _IOW(0x94, 14 | 15 | 23 | 63, 4096 bytes)
    private static final long SUBVOL_CREATE = 0x5000940EL;
    private static final long SNAP_DESTROY = 0x5000940FL;
    private static final long SNAP_CREATE_V2 = 0x50009417L;
    // _IOR and _IOW(0x94, 25 | 26, u64)
    private static final long SUBVOL_GETFLAGS = 0x80089419L;
    private static final long SUBVOL_SETFLAGS = 0x4008941AL;
    // _IOWR(0x94, 18 | 61 | 62, 4096 bytes); the last two since Linux 4.18, usable without privilege
    private static final long INO_LOOKUP = 0xD0009412L;
    private static final long GET_SUBVOL_ROOTREF = 0xD000943DL;
    private static final long INO_LOOKUP_USER = 0xD000943EL;
    // _IOR(0x94, 31, 1024 bytes)
    private static final long FS_INFO = 0x8400941FL;

    private static final int ARGUMENT = 4096;
    private static final long READ_ONLY = 2;

    // struct btrfs_ioctl_vol_args: fd, name at 8. _v2: fd, transid, flags at 16, unused, name at 56.
    private static final int NAME = 8;
    private static final int FLAGS_V2 = 16;
    private static final int NAME_V2 = 56;
    private static final int LONGEST_NAME = 255;

    // struct btrfs_ioctl_get_subvol_rootref_args: min_treeid, 255 pairs of tree and folder, number of pairs.
    private static final int ROOTREFS = 255;
    private static final int ROOTREF_COUNT = 8 + ROOTREFS * 16;

    // struct btrfs_ioctl_ino_lookup_user_args: folder, tree, name of 256 bytes, path.
    private static final int LOOKUP_NAME = 16;
    private static final int LOOKUP_PATH = 16 + 256;

    private Subvolumes() {}

    /** Whether the path lies on btrfs and is the root folder of a subvolume. A link is not. */
    public static boolean isSubvolume(Path path) {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            return ((Number) inode).longValue() == ROOT_INODE
                    && FileSystemFigures.of(path).type() == FileSystemFigures.BTRFS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Number of the subvolume that holds the folder; unique within its file system. */
    public static long treeOf(Path folder) {
        Pointer argument = Native.allocate(ARGUMENT);
        argument.putLong(8, ROOT_INODE);
        call(folder, INO_LOOKUP, argument, "BTRFS_IOC_INO_LOOKUP");
        return argument.getLong(0);
    }

    /** Whether the folder belongs to the subvolume that every btrfs is born with; it cannot be removed or exchanged. */
    public static boolean isInTopLevel(Path folder) {
        return treeOf(folder) == TOP_LEVEL;
    }

    /** Identity of the file system, 32 hexadecimal digits; the device number differs between its subvolumes. */
    public static String fileSystemOf(Path folder) {
        Pointer argument = Native.allocate(1024);
        call(folder, FS_INFO, argument, "BTRFS_IOC_FS_INFO");
        byte[] identity = new byte[16];
        argument.get(16, identity, 0, identity.length);
        return HexFormat.of().formatHex(identity);
    }

    /** A writable copy, or a read-only image. The destination must not exist; its parent must. */
    public static void snapshot(Path subvolume, Path destination, boolean readOnly) {
        Pointer argument = Native.allocate(ARGUMENT);
        putName(argument, NAME_V2, destination);
        argument.putLong(FLAGS_V2, readOnly ? READ_ONLY : 0);
        try (Descriptor source = Descriptor.open(subvolume, Descriptor.O_RDONLY | Descriptor.O_DIRECTORY)) {
            argument.putLong(0, source.number());
            callParent(destination, SNAP_CREATE_V2, argument, "BTRFS_IOC_SNAP_CREATE_V2");
        }
    }

    public static void create(Path destination) {
        Pointer argument = Native.allocate(ARGUMENT);
        putName(argument, NAME, destination);
        callParent(destination, SUBVOL_CREATE, argument, "BTRFS_IOC_SUBVOL_CREATE");
    }

    /** Removes one subvolume; nested ones make it fail with ENOTEMPTY. Its space comes back later. */
    public static void destroy(Path subvolume) {
        Pointer argument = Native.allocate(ARGUMENT);
        putName(argument, NAME, subvolume);
        callParent(subvolume, SNAP_DESTROY, argument, "BTRFS_IOC_SNAP_DESTROY");
    }

    public static boolean isReadOnly(Path subvolume) {
        return (flags(subvolume) & READ_ONLY) != 0;
    }

    public static void setReadOnly(Path subvolume, boolean readOnly) {
        long before = flags(subvolume);
        long after = readOnly ? before | READ_ONLY : before & ~READ_ONLY;
        if (before == after) {
            return;
        }
        Pointer argument = Native.allocate(8);
        argument.putLong(0, after);
        call(subvolume, SUBVOL_SETFLAGS, argument, "BTRFS_IOC_SUBVOL_SETFLAGS");
    }

    /** Paths of the subvolumes directly below this one, relative to it. Costs nothing per file. */
    public static List<Path> nested(Path subvolume) {
        List<Path> found = new ArrayList<>();
        Pointer references = Native.allocate(ARGUMENT);
        try (Descriptor descriptor = Descriptor.open(subvolume, Descriptor.O_RDONLY | Descriptor.O_DIRECTORY)) {
            int count;
            do {
                int result = Native.LIBC.ioctl(descriptor.number(), GET_SUBVOL_ROOTREF, references);
                // EOVERFLOW means: 255 were given, ask on; the kernel has already moved min_treeid.
                boolean more = result == -1 && Native.lastError() == jnr.constants.platform.Errno.EOVERFLOW;
                if (!more) {
                    Native.require(result, "BTRFS_IOC_GET_SUBVOL_ROOTREF", subvolume);
                }
                count = Byte.toUnsignedInt(references.getByte(ROOTREF_COUNT));
                for (int i = 0; i < count; i++) {
                    found.add(placeOf(descriptor, references.getLong(8 + i * 16L), references.getLong(16 + i * 16L)));
                }
                if (!more) {
                    return List.copyOf(found);
                }
            } while (count > 0);
        }
        return List.copyOf(found);
    }

    private static Path placeOf(Descriptor subvolume, long tree, long folder) {
        Pointer argument = Native.allocate(ARGUMENT);
        argument.putLong(0, folder);
        argument.putLong(8, tree);
        Native.require(
                Native.LIBC.ioctl(subvolume.number(), INO_LOOKUP_USER, argument),
                "BTRFS_IOC_INO_LOOKUP_USER",
                subvolume.path());
        String path = argument.getString(LOOKUP_PATH, ARGUMENT - LOOKUP_PATH, StandardCharsets.UTF_8);
        return Path.of(path + argument.getString(LOOKUP_NAME, 256, StandardCharsets.UTF_8));
    }

    private static long flags(Path subvolume) {
        Pointer argument = Native.allocate(8);
        call(subvolume, SUBVOL_GETFLAGS, argument, "BTRFS_IOC_SUBVOL_GETFLAGS");
        return argument.getLong(0);
    }

    private static void callParent(Path entry, long request, Pointer argument, String name) {
        Path parent = entry.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("has no parent folder: " + entry);
        }
        try (Descriptor descriptor = Descriptor.open(parent, Descriptor.O_RDONLY | Descriptor.O_DIRECTORY)) {
            Native.require(Native.LIBC.ioctl(descriptor.number(), request, argument), name, entry);
        }
    }

    private static void call(Path folder, long request, Pointer argument, String name) {
        try (Descriptor descriptor = Descriptor.open(folder, Descriptor.O_RDONLY | Descriptor.O_DIRECTORY)) {
            Native.require(Native.LIBC.ioctl(descriptor.number(), request, argument), name, folder);
        }
    }

    private static void putName(Pointer argument, int offset, Path entry) {
        byte[] name = entry.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_NAME) {
            throw new IllegalArgumentException("longer than a file name may be: " + entry);
        }
        argument.put(offset, name, 0, name.length);
    }
}
