package io.belay.workers.posix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.constants.platform.Errno;

/**
 * An exclusive lock of the flock(2) family on a file, held until closed or until this process ends. Thread-safe.
 *
 * <p>Java's own file locks are of the fcntl family and do not see this one, nor it them: never mix the two on a file. The lock
 * belongs to the open file: a second attempt within the same JVM fails like one from another process. It excludes processes of
 * one host; network file systems are no place for it.
 */
public final class FileLock implements AutoCloseable {

    // sys/file.h
    private static final int LOCK_SH = 1;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    private final Descriptor descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FileLock(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Takes the lock unless someone holds it. Creates the file (0600) when missing; never removes it. */
    public static Optional<FileLock> tryAcquire(Path path) {
        Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDWR | Descriptor.O_CREAT | Descriptor.O_NOFOLLOW);
        boolean taken = false;
        try {
            taken = lock(descriptor, LOCK_EX);
            return taken ? Optional.of(new FileLock(descriptor)) : Optional.empty();
        } finally {
            if (!taken) {
                descriptor.close();
            }
        }
    }

    /**
     * Whether anybody, this JVM included, holds the lock now. False when the file does not exist. Those who ask do not disturb
     * each other (a shared lock is taken for an instant), but who wants to take the lock in that instant may be told it is held.
     */
    public static boolean isHeld(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try (Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDONLY)) {
            return !lock(descriptor, LOCK_SH);
        }
    }

    private static boolean lock(Descriptor descriptor, int kind) {
        while (Native.LIBC.flock(descriptor.number(), kind | LOCK_NB) == -1) {
            Errno error = Native.lastError();
            if (error == Errno.EWOULDBLOCK || error == Errno.EAGAIN) {
                return false;
            }
            if (error != Errno.EINTR) {
                throw new PosixFailure("flock", descriptor.path().toString(), error);
            }
        }
        return true;
    }

    /** Gives the lock back. Closing twice is harmless. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            descriptor.close();
        }
    }
}
