package io.belay.engine.client;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Phase;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.StepLine;
import io.belay.engine.run.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as it can be seen from outside, with how old that is; needs no worker. Immutable.
 *
 * @param status what the engine wrote last
 * @param planHash whole hash; empty in lists
 * @param endedAt absent while the run is open
 * @param asOf when the engine wrote the status
 * @param calls what the engine waits for at a host now; empty in lists
 * @param logTail last lines of the step at work, as its worker reported them with its last heartbeat; empty in lists
 * @param notice what makes the picture incomplete, for example that no worker answers; empty when nothing does
 * @param details what the history holds per step, in the plan's order; empty in lists
 */
public record ObservedRun(
        RunStatus status,
        String workflowId,
        String executionId,
        String planHash,
        Instant startedAt,
        Optional<Instant> endedAt,
        Instant asOf,
        List<Call> calls,
        List<String> logTail,
        String notice,
        List<StepDetail> details) {

    public ObservedRun {
        calls = List.copyOf(calls);
        logTail = List.copyOf(logTail);
        details = List.copyOf(details);
    }

    public boolean isOpen() {
        return endedAt.isEmpty();
    }

    /** Also when its workflow has only to tell the ledger. */
    public boolean isEnded() {
        return !isOpen() || status.hasEnded();
    }

    /** Nothing goes on before a person decides. */
    public boolean needsPerson() {
        return !isEnded() && (status.phase().equals(Phase.BLOCKED.name()) || status.needsPerson());
    }

    /** With another word on what is safe. */
    ObservedRun saying(String safe) {
        return new ObservedRun(
                status.withSafe(safe),
                workflowId,
                executionId,
                planHash,
                startedAt,
                endedAt,
                asOf,
                calls,
                logTail,
                notice,
                details);
    }

    public Optional<StepDetail> detail(String step) {
        return details.stream().filter(detail -> detail.id().equals(step)).findFirst();
    }

    /**
     * What a step tells a person: its note, else what came of it. While it has only been looked at there is nothing to tell, unless
     * what it failed with is why it is launched again.
     */
    public String said(StepLine step) {
        if (!step.note().isEmpty()) {
            return step.note();
        }
        boolean isBefore = switch (StepStatus.valueOf(step.status())) {
            case PENDING, PREPARING, RUNNING, WAITING, SKIPPED -> true;
            case UNCLEAR, VERIFYING, FREEZING, DONE, FAILED, UNDOING, UNDONE, UNDO_FAILED -> false;
        };
        return detail(step.id())
                .flatMap(StepDetail::result)
                .filter(result -> !isBefore || result.outcome() == StepResult.Outcome.FAILED)
                .map(StepResult::summary)
                .orElse("");
    }

    /**
     * @param activity for example {@code StepRun}
     * @param queue where it waits for a worker; empty when the server does not say
     * @param isStarted whether a worker has picked up its newest attempt
     * @param due since when it may be picked up, in the future between two attempts
     * @param attempt from 1
     * @param lastFailure why the attempt before ended, may be empty
     * @param progress what the worker reported last, as JSON, may be empty
     */
    public record Call(
            String activity,
            String queue,
            boolean isStarted,
            Instant due,
            int attempt,
            String lastFailure,
            Optional<Instant> lastHeartbeat,
            String progress) {

        /** Whether a worker with room would take it now. */
        boolean isWaiting(Instant now) {
            return !isStarted && !due.isAfter(now);
        }
    }

    /**
     * @param allowedLaunches in all
     * @param result the newest answer that tells something, with its findings; absent when there is none
     */
    public record StepDetail(String id, String kind, int allowedLaunches, Optional<StepResult> result) {}
}
