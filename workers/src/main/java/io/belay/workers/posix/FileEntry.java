package io.belay.workers.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What lstat(2) says of a path. Immutable.
 *
 * @param type of {@code S_IFMT}
 * @param mode the permission bits, at most 07777
 */
public record FileEntry(int type, int mode, long userId, long groupId, long links, long device, long inode, long size) {

    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFLNK = 0120000;
    private static final int OWNER_MAY_WRITE = 0200;

    /** @throws java.nio.file.NoSuchFileException when there is nothing of that name */
    public static FileEntry of(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:mode,uid,gid,nlink,dev,ino,size", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) number(found, "mode");
        return new FileEntry(
                mode & S_IFMT,
                mode & 07777,
                number(found, "uid"),
                number(found, "gid"),
                number(found, "nlink"),
                number(found, "dev"),
                number(found, "ino"),
                number(found, "size"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
    }

    public boolean isFile() {
        return type == S_IFREG;
    }

    public boolean isFolder() {
        return type == S_IFDIR;
    }

    public boolean isLink() {
        return type == S_IFLNK;
    }

    public boolean ownerMayWrite() {
        return (mode & OWNER_MAY_WRITE) != 0;
    }
}
