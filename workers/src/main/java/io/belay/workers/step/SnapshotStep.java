package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import java.util.Map;

/**
 * One consistent image of live. In a rehearsal it is satisfied by the snapshot under test, which is held so that pruning leaves
 * it alone; in an apply a new one is taken, once however often the step is asked.
 */
final class SnapshotStep implements HostStep {

    @Override
    public String kind() {
        return "snapshot";
    }

    /** A snapshot under test stands already; what live's store can do now does not matter to it. */
    @Override
    public StepResult probe(StepContext context) {
        return context.run().rehearsal()
                ? StepResult.succeeded("the snapshot under test stands for it", Map.of())
                : Fitness.store(context);
    }

    @Override
    public StepResult run(StepContext context) {
        SnapshotImage image = SnapshotImages.of(context);
        return StepResult.succeeded(
                context.run().rehearsal()
                        ? "the snapshot under test, " + image.id() + ", stands for it"
                        : "snapshot " + image.id() + " taken",
                Map.of("snapshot", image.id(), "version", String.valueOf(image.version())));
    }

    @Override
    public StepResult undo(StepContext context) {
        SnapshotImages.release(context);
        return StepResult.succeeded("the snapshot is released; pruning may take it", Map.of());
    }
}
