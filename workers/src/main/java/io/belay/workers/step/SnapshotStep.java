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
        return result(context, image.id(), image.version());
    }

    /** The catalogue knows whether this run's image was taken; a half taken one is none, and is swept when the next one is. */
    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(
                context,
                known -> SnapshotImages.held(known)
                        .<Found>map(record -> new Found.Succeeded(result(known, record.id(), record.version())))
                        .orElseGet(() -> new Found.FailedClean(Found.vanished(known, "no snapshot was taken"))));
    }

    private static StepResult result(StepContext context, String id, int version) {
        return StepResult.succeeded(
                context.run().rehearsal()
                        ? "the snapshot under test, " + id + ", stands for it"
                        : "snapshot " + id + " taken",
                Map.of("snapshot", id, "version", String.valueOf(version)));
    }

    @Override
    public StepResult undo(StepContext context) {
        SnapshotImages.release(context);
        return StepResult.succeeded("the snapshot is released; pruning may take it", Map.of());
    }
}
