package io.belay.workers.posix;

import java.nio.file.Path;

/** Renames that Java does not offer. Atomic; thread-safe. */
public final class Rename {

    // fcntl.h: paths are absolute, the folder is not used
    private static final int AT_FDCWD = -100;
    // linux/fs.h
    private static final int RENAME_NOREPLACE = 1;
    private static final int RENAME_EXCHANGE = 2;

    private Rename() {}

    /** Fails with EEXIST when the new name is taken; never replaces anything. */
    public static void withoutReplacing(Path from, Path to) {
        rename(from, to, RENAME_NOREPLACE);
    }

    /** Both exist before and after, with their names exchanged. */
    public static void exchange(Path one, Path other) {
        rename(one, other, RENAME_EXCHANGE);
    }

    private static void rename(Path from, Path to, int flags) {
        int result = Native.LIBC.renameat2(AT_FDCWD, requireAbsolute(from), AT_FDCWD, requireAbsolute(to), flags);
        Native.require(result, "rename `" + from + "` to", to);
    }

    private static String requireAbsolute(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        return path.toString();
    }
}
