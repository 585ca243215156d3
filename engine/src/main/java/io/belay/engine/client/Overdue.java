package io.belay.engine.client;

import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.PendingWorkflowTaskState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingWorkflowTaskInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Temporal itself should have noted about an execution by now, and has not: it notes every answer, and that none came in time.
 * A server that does neither cannot store. Pure.
 */
final class Overdue {

    /** Temporal's own default for an engine that has taken a task up. */
    private static final Duration ENGINE_ANSWERS = Duration.ofSeconds(10);

    /** A busy server is late; one that is later than this does not get on. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private Overdue() {}

    /** Since when; empty when nothing is overdue at that moment. */
    static Optional<Instant> since(DescribeWorkflowExecutionResponse description, Instant now) {
        Stream<Instant> engine = description.hasPendingWorkflowTask()
                ? due(description.getPendingWorkflowTask()).stream()
                : Stream.empty();
        List<PendingActivityInfo> calls = description.getPendingActivitiesList();
        return Stream.concat(engine, calls.stream().flatMap(call -> due(call).stream()))
                .filter(due -> due.plus(LATE).isBefore(now))
                .min(Comparator.naturalOrder());
    }

    private static Optional<Instant> due(PendingWorkflowTaskInfo task) {
        return task.getState() == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED && task.hasStartedTime()
                ? Optional.of(Stamps.instant(task.getStartedTime()).plus(ENGINE_ANSWERS))
                : Optional.empty();
    }

    private static Optional<Instant> due(PendingActivityInfo call) {
        Duration beats = Duration.ofSeconds(
                call.getActivityOptions().getHeartbeatTimeout().getSeconds());
        if (call.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_STARTED || beats.isZero()) {
            return Optional.empty();
        }
        Instant started = Stamps.instant(call.getLastStartedTime());
        Instant beat = Stamps.instant(call.getLastHeartbeatTime());
        return Optional.of((beat.isAfter(started) ? beat : started).plus(beats));
    }
}
