package io.belay.engine.client;

import io.belay.engine.run.RunStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows a run by its memo. Thread-safe; the caller's thread waits. */
final class Watch {

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** What is seen late is late by a hundredth of what was waited for: nobody notices, and days of watching ask little. */
    private static final int SHARE = 100;

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
        long begin = System.nanoTime();
        long deadline = begin + limit.toNanos();
        boolean open = first.isOpen();
        while (open
                && !isOver(last, stopForPerson)
                && System.nanoTime() < deadline
                && paused(interval(System.nanoTime() - begin))) {
            Runs.Glance now = runs.glance(execution);
            if (now.status().isPresent() && !now.status().get().equals(last)) {
                last = now.status().get();
                seen.accept(last);
            }
            // It may have been ended from outside, without a word of its own.
            open = now.isOpen();
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

    static Duration interval(long watchedNanoseconds) {
        long share = watchedNanoseconds / SHARE;
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), share)));
    }

    /** False when the watcher was interrupted: watching ends, the run does not. */
    private static boolean paused(Duration interval) {
        try {
            Thread.sleep(interval.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
