package io.belay.workers.process;

import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Ends the process group of a program that leads one: TERM, ten seconds, KILL. */
final class ProcessGroup {

    /** PostgreSQL's programs remove their temporary files on TERM; ten seconds is ample for that. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(20);

    private ProcessGroup() {}

    /** Returns when no process of the group is left, or none reacts even to KILL for another grace. */
    static void end(ProcessIdentity leader) {
        if (!leader.isAlive()) {
            // The group may outlive its leader, but its number is only certain to be ours while the leader lives or any
            // member
            // keeps it from being used again: a number in use by a group is not given to a new process.
            if (!stillOurs(leader)) {
                return;
            }
        }
        if (Signal.TERMINATE.sendToGroup(leader.pid()) && !await(leader.pid())) {
            Signal.KILL.sendToGroup(leader.pid());
            await(leader.pid());
        }
    }

    private static boolean stillOurs(ProcessIdentity leader) {
        return leader.bootId().equals(ProcessIdentity.currentBoot())
                && ProcessIdentity.of(leader.pid()).isEmpty()
                && Signal.NONE.sendToGroup(leader.pid());
    }

    private static boolean await(long group) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (Signal.NONE.sendToGroup(group)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }
}
