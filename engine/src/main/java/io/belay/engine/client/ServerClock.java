package io.belay.engine.client;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What Temporal's own clock says. Its stamps may only be compared with it: the clock of this machine may be hours ahead or behind.
 * No call tells the time, but the server notes when somebody begins to poll, so one poll of a queue without work tells it. Stateless.
 */
public final class ServerClock {

    private static final String QUEUE = "belay-clock";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ServerClock() {}

    /** Empty when the server does not tell. */
    public static Optional<Instant> read(WorkflowServiceStubs stubs, String namespace) {
        String identity = "belay-clock " + UUID.randomUUID();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Future<PollActivityTaskQueueResponse> poll = stubs.futureStub()
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .pollActivityTaskQueue(PollActivityTaskQueueRequest.newBuilder()
                        .setNamespace(namespace)
                        .setIdentity(identity)
                        .setTaskQueue(TaskQueue.newBuilder().setName(QUEUE))
                        .build());
        try {
            Optional<Instant> seen = Optional.empty();
            while (seen.isEmpty() && !poll.isDone() && System.nanoTime() < deadline) {
                seen = noted(stubs, namespace, identity);
                if (seen.isEmpty()) {
                    Wire.pause();
                }
            }
            return seen;
        } catch (StatusRuntimeException noAnswer) {
            return Optional.empty();
        } finally {
            poll.cancel(true);
        }
    }

    private static Optional<Instant> noted(WorkflowServiceStubs stubs, String namespace, String identity) {
        return stubs
                .blockingStub()
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(namespace)
                        .setTaskQueue(TaskQueue.newBuilder().setName(QUEUE))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                        .build())
                .getPollersList()
                .stream()
                .filter(poller -> poller.getIdentity().equals(identity))
                .map(PollerInfo::getLastAccessTime)
                .map(Stamps::instant)
                .findFirst();
    }
}
