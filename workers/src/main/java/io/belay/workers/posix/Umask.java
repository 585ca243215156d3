package io.belay.workers.posix;

/** The mask that new files of this whole JVM get: set once, when a program of ours begins. */
public final class Umask {

    private Umask() {}

    /** @return the mask before */
    public static int set(int mask) {
        return Native.LIBC.umask(mask);
    }
}
