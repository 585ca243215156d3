package io.belay.engine.client;

import io.belay.engine.run.RunStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows a run by its memo. Thread-safe; the caller's thread waits. */
final class Watch {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Runs runs;

    Watch(Runs runs) {
        this.runs = runs;
    }

    RunStatus until(String runId, Duration limit, boolean stopForPerson, Consumer<RunStatus> seen) {
        ObservedRun first = runs.require(runId);
        WorkflowExecution execution = WorkflowExecution.newBuilder()
                .setWorkflowId(first.workflowId())
                .setRunId(first.executionId())
                .build();
        RunStatus last = first.status();
        seen.accept(last);
        long deadline = System.nanoTime() + limit.toNanos();
        boolean open = first.isOpen();
        while (open && !isOver(last, stopForPerson) && System.nanoTime() < deadline && paused()) {
            Optional<RunStatus> now = runs.status(execution);
            if (now.isPresent() && !now.get().equals(last)) {
                last = now.get();
                seen.accept(last);
            } else {
                // Nothing new: it may have been ended from outside.
                open = runs.isOpen(execution);
            }
        }
        return last;
    }

    private static boolean isOver(RunStatus status, boolean stopForPerson) {
        return status.hasEnded() || (stopForPerson && (status.needsPerson() || isOnlyKeepingOldLive(status)));
    }

    /** Behind the crossing a run may wait for days; nobody watches that. */
    private static boolean isOnlyKeepingOldLive(RunStatus status) {
        return !status.promotion().isNone() && !status.waitsFor().isEmpty();
    }

    /** False when the watcher was interrupted: watching ends, the run does not. */
    private static boolean paused() {
        try {
            Thread.sleep(INTERVAL.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
