package io.belay.workers.process;

import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs that can be found again when the process that started them is gone: by a variable of their environment, which whatever they
 * start in turn has too. Stateless.
 */
public final class MarkedPrograms {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(2);

    private MarkedPrograms() {}

    /**
     * Returns when none is left. They get no time to tidy up: who lets clients go on waits for this.
     *
     * @throws ProcessFailure {@code BLY-3105} when one does not even react to KILL
     */
    public static void end(String variable, String value) {
        long end = System.nanoTime() + GRACE.toNanos();
        while (true) {
            List<ProcessIdentity> left = find(variable + "=" + value);
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new ProcessFailure(
                        ProcessErrors.DEADLINE,
                        "the process " + left.get(0).pid() + ", which an earlier attempt started, does not end");
            }
            left.forEach(one -> Signal.KILL.sendTo(one.pid()));
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static List<ProcessIdentity> find(String mark) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> isMarked(pid, mark))
                .flatMap(pid -> ProcessIdentity.of(pid).stream())
                .toList();
    }

    /** What belongs to another account cannot be read, and is none of this worker's. */
    private static boolean isMarked(long pid, String mark) {
        try {
            String environment =
                    Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).contains(mark);
        } catch (IOException gone) {
            return false;
        }
    }
}
