package io.belay.workers.host;

import io.belay.engine.activity.StepRequest;
import io.belay.workers.process.AttemptFence;
import io.belay.workers.process.AttemptFence.Pass;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Lets only the newest attempt act, by two fences. One per step: a later epoch shuts out an earlier one, and an undo shuts out the
 * run of its epoch. One per activity, within which Temporal counts attempts: a step that is asked for again as a new activity
 * begins at 1. Thread-safe.
 */
final class Newest {

    /** Within one epoch a step is run, and then perhaps undone; never run again. */
    private static final int RUN = 1;

    private static final int UNDO = 2;

    private final AttemptFence fence;

    Newest(AttemptFence fence) {
        this.fence = fence;
    }

    /** Proof of being the newest at the moment of asking. */
    record Admitted(Pass step, Pass attempt) {

        /** @throws io.belay.workers.process.Fenced when a later one was admitted meanwhile */
        void requireCurrent() {
            step.requireCurrent();
            attempt.requireCurrent();
        }
    }

    /** @throws io.belay.workers.process.Fenced when a later attempt came before this one */
    Admitted admit(StepRequest request, String verb) {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        String activity = info.getWorkflowRunId() + "/" + info.getActivityId();
        return admit(request, verb, activity, info.getAttempt());
    }

    /** @param activity what Temporal counts attempts for */
    Admitted admit(StepRequest request, String verb, String activity, int attempt) {
        String run = request.run().runId();
        String name = verb + "-"
                + UUID.nameUUIDFromBytes((activity + "/" + request.stepId()).getBytes(StandardCharsets.UTF_8));
        Pass step = fence.admit(run, request.stepId(), request.epoch(), verb.equals("undo") ? UNDO : RUN);
        return new Admitted(step, fence.admit(run, name, request.epoch(), attempt));
    }
}
