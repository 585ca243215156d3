package io.belay.engine.client;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who polls a queue. A poll lasts a minute, so the server remembers dead pollers for a while: "gone" is certain, "there" is not. A
 * worker that has no room does not poll, so of a host only its probe queue tells whether its worker is there. A clock of this machine
 * that is wrong makes neither.
 */
final class Pollers {

    /** One long poll lasts up to 60 s; one that began earlier has ended without a successor. */
    private static final Duration ONE_POLL = Duration.ofSeconds(75);

    private final Wire wire;

    Pollers(Wire wire) {
        this.wire = wire;
    }

    /**
     * The newest poll that a server remembers.
     *
     * @param at {@link Instant#EPOCH} when it remembers none
     * @param by how the poller names itself, empty when there is none
     */
    record LastPoll(Instant at, String by) {

        static final LastPoll NONE = new LastPoll(Instant.EPOCH, "");

        /** Whether it is certain that nobody polls now. */
        boolean isOver(Instant now) {
            return at.plus(ONE_POLL).isBefore(now);
        }
    }

    /** Whether it is certain that nobody polls; a server that cannot tell is never certain. */
    boolean areGone(String queue) {
        return latest(queue).filter(this::isOver).isPresent();
    }

    boolean areGoneForWorkflows(String queue) {
        return latest(queue, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .filter(this::isOver)
                .isPresent();
    }

    private boolean isOver(LastPoll poll) {
        return poll.isOver(now(poll));
    }

    /** What to compare a poll with: where this machine's clock makes it look old, or of the future, the one that set the stamp. */
    Instant now(LastPoll poll) {
        Instant here = Instant.now();
        Duration ago = Duration.between(poll.at(), here);
        boolean looksRecent = !ago.isNegative() && ago.compareTo(ONE_POLL) <= 0;
        return looksRecent || poll.equals(LastPoll.NONE)
                ? here
                : wire.serverTime().orElse(poll.at());
    }

    /** Of those who take activities; empty when the server cannot tell. */
    Optional<LastPoll> latest(String queue) {
        return latest(queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);
    }

    private Optional<LastPoll> latest(String queue, TaskQueueType type) {
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
                    .map(poller -> new LastPoll(Stamps.instant(poller.getLastAccessTime()), poller.getIdentity()))
                    .max(Comparator.comparing(LastPoll::at))
                    .orElse(LastPoll.NONE));
        } catch (StatusRuntimeException failure) {
            if (Wire.isUnimplemented(failure)) {
                return Optional.empty();
            }
            throw wire.translated(failure);
        }
    }
}
