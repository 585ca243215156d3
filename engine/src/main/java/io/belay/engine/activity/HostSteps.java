package io.belay.engine.activity;

import io.temporal.activity.ActivityInterface;

/**
 * The six verbs of every step kind that a host carries out. One interface for all kinds: the kind is in the request.
 *
 * <p>{@code run} and {@code undo} are launch-or-adopt: calling them again with the same request never repeats an effect.
 *
 * <p>A step that touches clients reports the fact {@code crossing=commit} as soon as new is live, also with a failure, and {@code
 * hold_milliseconds}; a success without it counts as unclear. Before it, a failure means that everything was undone and live is
 * open; nobody cancels or undoes the step then. Behind it, a retry is {@code run} once more in the same epoch: it completes forward.
 */
@ActivityInterface(namePrefix = "Step")
public interface HostSteps {

    /** Can this host carry the step out at all? Reads only, seconds. */
    StepResult probe(StepRequest request);

    /** Are the step's preconditions met now? Reads only. */
    StepResult prepare(StepRequest request);

    /** Carries the step out, or adopts what an earlier attempt launched. Heartbeats each second. */
    StepResult run(StepRequest request);

    /** Proves that the step did what it promises. Changes nothing. */
    StepResult verify(StepRequest request);

    /** Takes back what the step did outside the candidate; copes with not started, half done and done. */
    StepResult undo(StepRequest request);

    /** What became of an unclear {@code run}: proven by reading, nothing changed. */
    StepResult inspect(StepRequest request);
}
