package io.belay.workers.posix;

import jnr.constants.platform.Errno;

/** The signals that Belay sends. */
public enum Signal {
    /** Asks whether there is anything to send to. */
    NONE(0),
    INTERRUPT(2),
    QUIT(3),
    KILL(9),
    TERMINATE(15);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** @return false when there is no such process */
    public boolean sendTo(long pid) {
        return send(requirePid(pid));
    }

    /** @return false when there is no process in that group */
    public boolean sendToGroup(long group) {
        return send(-requirePid(group));
    }

    private boolean send(int target) {
        if (Native.LIBC.kill(target, number) == 0) {
            return true;
        }
        Errno error = Native.lastError();
        if (error == Errno.ESRCH) {
            return false;
        }
        throw new PosixFailure("kill -" + number, Integer.toString(target), error);
    }

    // 0, 1 and -1 mean "my own group", "init" and "everybody": never what is meant here.
    private static int requirePid(long pid) {
        if (pid <= 1 || pid > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a process to send signals to: " + pid);
        }
        return (int) pid;
    }
}
