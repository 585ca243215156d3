package io.belay.workers.posix;

import java.nio.file.Path;
import jnr.constants.platform.Errno;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/** The loaded libraries. Thread-safe: the error number is kept per thread. */
final class Native {

    static final CLibrary LIBC =
            LibraryLoader.create(CLibrary.class).failImmediately().load("c");
    static final POSIX SYSTEM = POSIXFactory.getNativePOSIX();
    private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private Native() {}

    /** Zeroed memory outside the heap; freed when unreachable. */
    static Pointer allocate(int bytes) {
        return Memory.allocateDirect(RUNTIME, bytes, true);
    }

    /** Turns the -1 of a call into a failure that names the call, the path and the error. */
    static int require(int result, String call, Path path) {
        if (result == -1) {
            throw new PosixFailure(call, path.toString(), lastError());
        }
        return result;
    }

    static Errno lastError() {
        return Errno.valueOf(LastError.getLastError(RUNTIME));
    }
}
