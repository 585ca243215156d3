package io.belay.workers.host;

import io.belay.engine.activity.StepRequest;
import io.belay.workers.process.AttemptFence;
import io.belay.workers.process.AttemptFence.Pass;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Lets only the newest attempt of one activity act. Temporal counts attempts within one activity; a step that is asked for again
 * as a new activity begins at 1, so each activity has a fence of its own. Thread-safe.
 */
final class Newest {

    private final AttemptFence fence;

    Newest(AttemptFence fence) {
        this.fence = fence;
    }

    /** @throws io.belay.workers.process.Fenced when a later attempt came before this one */
    Pass admit(StepRequest request, String verb) {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        String activity = info.getWorkflowRunId() + "/" + info.getActivityId() + "/" + request.stepId();
        String name = verb + "-" + UUID.nameUUIDFromBytes(activity.getBytes(StandardCharsets.UTF_8));
        return fence.admit(request.run().runId(), name, request.epoch(), info.getAttempt());
    }
}
