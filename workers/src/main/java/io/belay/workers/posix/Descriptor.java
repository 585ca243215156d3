package io.belay.workers.posix;

import java.nio.file.Path;
import jnr.constants.platform.Errno;

/** An open file of the operating system. One thread only. */
final class Descriptor implements AutoCloseable {

    // fcntl.h on Linux; the values of O_DIRECTORY and O_NOFOLLOW differ between x86 and arm64.
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    private static final int O_CLOEXEC = 02000000;
    private static final boolean ARM = System.getProperty("os.arch", "").startsWith("aarch64");
    static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
    static final int O_DIRECTORY = ARM ? 040000 : 0200000;

    private final int number;
    private final Path path;

    private Descriptor(int number, Path path) {
        this.number = number;
        this.path = path;
    }

    /** Opens without handing the descriptor down to child processes. A last component that is a link is followed. */
    static Descriptor open(Path path, int flags) {
        int number;
        do {
            number = Native.LIBC.open(path.toString(), flags | O_CLOEXEC, 0600);
        } while (number == -1 && Native.lastError() == Errno.EINTR);
        return new Descriptor(Native.require(number, "open", path), path);
    }

    int number() {
        return number;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        // The result is not looked at: on Linux the descriptor is gone either way, and what matters was synced before.
        Native.LIBC.close(number);
    }
}
