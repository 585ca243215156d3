package io.belay.workers.host;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who polls a queue for activities, as far as the server tells. */
final class QueuePollers {

    private static final Logger LOG = LoggerFactory.getLogger(QueuePollers.class);

    private QueuePollers() {}

    /** A server that does not answer is met by the first poll, which is repeated: nothing is concluded from it here. */
    static List<WorkerIdentity.Poll> of(WorkflowClient client, String queue) {
        try {
            return client
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                            .build())
                    .getPollersList()
                    .stream()
                    .map(QueuePollers::poll)
                    .toList();
        } catch (StatusRuntimeException noAnswer) {
            LOG.warn("whether another worker serves this host cannot be asked: {}", noAnswer.getStatus());
            return List.of();
        }
    }

    /** To the second: the question is whether a poll of a minute can still be open. */
    private static WorkerIdentity.Poll poll(PollerInfo poller) {
        return new WorkerIdentity.Poll(
                poller.getIdentity(),
                Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds()));
    }
}
