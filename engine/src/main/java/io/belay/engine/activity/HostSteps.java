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
 *
 * <p>A step by which rows of live flow into the candidate goes on where it is when it is run in another epoch; nothing is restored
 * before. It, and every step behind it, says {@code follows=no} with a failure when the candidate can never catch up any more.
 *
 * <p>Where a plan promises a way back, answers of the step that crosses, of {@code swap} and of {@code look} say {@code way_back=open},
 * or {@code closed} with {@code way_back_why}; and {@code way_back_lag_bytes}, {@code way_back_lag_milliseconds}. The last two verbs,
 * and {@code inspect} about a swap, tell the {@link Sides} that they are about; they are asked of no worker that announces no way back.
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

    /**
     * Behind a crossing: makes the other side live by the same hold, or adopts the swap of this number. As definite as the promotion,
     * with a crossing of its own. Heartbeats each second.
     */
    default StepResult swap(StepRequest request) {
        return StepResult.unclear("this worker swaps no sides");
    }

    /**
     * Behind a crossing: how far the other side is behind, and whether clients can go back to it. Cheap, changes nothing but that a
     * server of the run that is down is started. With patience it waits, and heartbeats, until there is something else to tell.
     */
    default StepResult look(StepRequest request) {
        return StepResult.unclear("this worker watches no way back");
    }
}
