package io.belay.engine.workflow;

import io.belay.engine.activity.Queues;
import io.belay.engine.activity.Refusal;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long each call to a host may take, and how often it is repeated. */
final class Times {

    /**
     * Past it the worker counts as gone. It beats once a second; a pause that is longer after all costs one more attempt, which
     * waits for the one before it and adopts what runs.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Duration PICKED_UP_AT_ONCE = Duration.ofSeconds(30);
    private static final Duration PICKED_UP_SOON = Duration.ofSeconds(60);

    /** Never reached: the plan's own time-out is watched by the workflow, because after it nothing may be undone. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /** What cannot be proven by extents is read: a day for 100 TB, and a host that is gone is noticed by its heartbeat. */
    private static final Duration LONGEST_PROOF = Duration.ofDays(3);

    private Times() {}

    /** Before any effect: no answer within half a minute means that no worker is there. */
    static ActivityOptions question(String host) {
        return base(Queues.probe(host), 3)
                .setScheduleToStartTimeout(PICKED_UP_AT_ONCE)
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .build();
    }

    /** While a run is under way: reads only, so it may be asked again and again. */
    static ActivityOptions look(String host) {
        return base(Queues.probe(host), 5)
                .setScheduleToStartTimeout(PICKED_UP_SOON)
                .setHeartbeatTimeout(HEARTBEAT)
                .setStartToCloseTimeout(Duration.ofMinutes(2))
                .build();
    }

    /** A look that may wait for something to tell, at most an hour; a host that is gone is noticed by its heartbeat. */
    static ActivityOptions watch(String host) {
        return base(Queues.probe(host), 3)
                .setScheduleToStartTimeout(PICKED_UP_SOON)
                .setHeartbeatTimeout(HEARTBEAT)
                .setStartToCloseTimeout(Duration.ofMinutes(65))
                .build();
    }

    static ActivityOptions prove(String host) {
        return base(Queues.heavy(host), 5)
                .setHeartbeatTimeout(HEARTBEAT)
                .setStartToCloseTimeout(LONGEST_PROOF)
                .build();
    }

    /** Launch or adopt: repeated for ever, each attempt adopts; no limit on waiting for a host that is down. */
    static ActivityOptions work(String host) {
        return base(Queues.heavy(host), 0)
                .setHeartbeatTimeout(HEARTBEAT)
                .setStartToCloseTimeout(NO_LIMIT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build();
    }

    static ActivityOptions freeze(String host) {
        return base(Queues.heavy(host), 5)
                .setHeartbeatTimeout(HEARTBEAT)
                .setStartToCloseTimeout(Duration.ofHours(1))
                .build();
    }

    static ActivityOptions putBack(String host) {
        return base(Queues.heavy(host), 5)
                .setHeartbeatTimeout(HEARTBEAT)
                .setStartToCloseTimeout(Duration.ofHours(6))
                .build();
    }

    static ActivityOptions engine() {
        return base(Queues.ENGINE, 10)
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                .build();
    }

    /** Asked for by somebody who is waiting. */
    static ActivityOptions request(String host, Duration pickedUp, Duration limit) {
        return base(Queues.probe(host), 3)
                .setScheduleToStartTimeout(pickedUp)
                .setStartToCloseTimeout(limit)
                .build();
    }

    /** @param attempts 0 for no limit */
    private static ActivityOptions.Builder base(String queue, int attempts) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setBackoffCoefficient(2)
                        .setMaximumInterval(Duration.ofSeconds(30))
                        .setMaximumAttempts(attempts)
                        .setDoNotRetry(Refusal.NOT_ALLOWED, Refusal.BAD_REQUEST, Refusal.FENCED, Refusal.PLAN_WANTED)
                        .build());
    }
}
