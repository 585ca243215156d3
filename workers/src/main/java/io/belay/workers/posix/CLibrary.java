package io.belay.workers.posix;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.SaveError;
import jnr.ffi.annotations.Variadic;

/**
 * The calls of the C library that jnr-posix lacks. {@code long} is C's {@code long}; only 64-bit Linux is supported.
 *
 * <p>ioctl is variadic: on arm64 such arguments may travel differently, so the two fixed ones are declared.
 */
public interface CLibrary {

    @SaveError
    @Variadic(fixedCount = 2)
    int ioctl(int descriptor, long request, Pointer argument);

    @SaveError
    @Variadic(fixedCount = 2)
    int ioctl(int descriptor, long request, int argument);

    @SaveError
    int syncfs(int descriptor);

    @SaveError
    int fsync(int descriptor);

    @SaveError
    int flock(int descriptor, int operation);

    @SaveError
    @Variadic(fixedCount = 2)
    int open(CharSequence path, int flags, int mode);

    @SaveError
    int close(int descriptor);

    @SaveError
    int fstatfs(int descriptor, Pointer figures);

    @SaveError
    int renameat2(int oldFolder, CharSequence oldPath, int newFolder, CharSequence newPath, int flags);

    @SaveError
    int kill(int processOrGroup, int signal);

    @SaveError
    int fchown(int descriptor, int userId, int groupId);

    @SaveError
    int fchmod(int descriptor, int mode);

    @SaveError
    int lchown(CharSequence path, int userId, int groupId);

    int umask(int mask);

    int geteuid();
}
