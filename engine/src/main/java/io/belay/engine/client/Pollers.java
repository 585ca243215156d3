package io.belay.engine.client;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who polls a queue. A poll lasts a minute, so the server remembers dead pollers for a while: "gone" is certain, "there" is not. */
final class Pollers {

    /** One long poll lasts up to 60 s; one that began earlier has ended without a successor. */
    private static final Duration ONE_POLL = Duration.ofSeconds(75);

    private final Wire wire;

    Pollers(Wire wire) {
        this.wire = wire;
    }

    /** Whether it is certain that nobody polls; a server that cannot tell is never certain. */
    boolean areGone(String queue) {
        return latest(queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .map(Pollers::isOld)
                .orElse(false);
    }

    boolean areGoneForWorkflows(String queue) {
        return latest(queue, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .map(Pollers::isOld)
                .orElse(false);
    }

    private static boolean isOld(Instant last) {
        return last.plus(ONE_POLL).isBefore(Instant.now());
    }

    /** The newest poll; {@link Instant#EPOCH} when the server knows of none, empty when it cannot tell. */
    private Optional<Instant> latest(String queue, TaskQueueType type) {
        try {
            List<PollerInfo> pollers = wire.stubs()
                    .blockingStub()
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(wire.namespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                            .setTaskQueueType(type)
                            .build())
                    .getPollersList();
            return Optional.of(pollers.stream()
                    .map(poller -> Stamps.instant(poller.getLastAccessTime()))
                    .reduce(Instant.EPOCH, (a, b) -> a.isAfter(b) ? a : b));
        } catch (StatusRuntimeException failure) {
            if (Wire.isUnimplemented(failure)) {
                return Optional.empty();
            }
            throw wire.translated(failure);
        }
    }
}
