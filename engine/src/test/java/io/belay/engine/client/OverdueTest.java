package io.belay.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.PendingWorkflowTaskState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingWorkflowTaskInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OverdueTest {

    private static final Instant THEN = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void an_engine_whose_answer_was_neither_noted_nor_missed_in_time_is_overdue() {
        var taken = engine(PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED);

        assertThat(Overdue.since(taken, THEN.plusSeconds(19))).isEmpty();
        assertThat(Overdue.since(taken, THEN.plusSeconds(21))).contains(THEN.plusSeconds(10));
    }

    @Test
    void an_engine_that_is_down_is_waited_for_and_nothing_is_overdue() {
        var waiting = engine(PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED);

        assertThat(Overdue.since(waiting, THEN.plusSeconds(3600))).isEmpty();
    }

    @Test
    void a_call_is_overdue_when_not_even_its_missing_heartbeat_was_noted() {
        var running = call(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED, THEN.plusSeconds(100));

        assertThat(Overdue.since(running, THEN.plusSeconds(115))).isEmpty();
        assertThat(Overdue.since(running, THEN.plusSeconds(121))).contains(THEN.plusSeconds(110));
    }

    @Test
    void a_call_that_waits_for_its_worker_is_not_overdue() {
        var waiting = call(PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED, THEN);

        assertThat(Overdue.since(waiting, THEN.plusSeconds(3600))).isEmpty();
    }

    private static DescribeWorkflowExecutionResponse engine(PendingWorkflowTaskState state) {
        return DescribeWorkflowExecutionResponse.newBuilder()
                .setPendingWorkflowTask(
                        PendingWorkflowTaskInfo.newBuilder().setState(state).setStartedTime(stamp(THEN)))
                .build();
    }

    private static DescribeWorkflowExecutionResponse call(PendingActivityState state, Instant beat) {
        return DescribeWorkflowExecutionResponse.newBuilder()
                .addPendingActivities(PendingActivityInfo.newBuilder()
                        .setState(state)
                        .setLastStartedTime(stamp(THEN))
                        .setLastHeartbeatTime(stamp(beat))
                        .setActivityOptions(ActivityOptions.newBuilder()
                                .setHeartbeatTimeout(com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(10))))
                .build();
    }

    private static Timestamp stamp(Instant at) {
        return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).build();
    }
}
