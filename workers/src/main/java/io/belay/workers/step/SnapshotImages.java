package io.belay.workers.step;

import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.SnapshotRecord;
import java.util.Optional;

/** Which snapshot a run is about, held for it from the first time it is asked for until the run's candidate is dropped. */
final class SnapshotImages {

    private static final String NAME = "snapshot";

    private SnapshotImages() {}

    /**
     * The snapshot under test of a rehearsal; in an apply the run's own, taken at the first call.
     *
     * @throws io.belay.workers.storage.StorageFailure when there is no such snapshot, or the store refuses
     */
    static SnapshotImage of(StepContext context) {
        String id = context.memory().read(NAME, String.class).orElseGet(() -> choose(context));
        ClusterOnHost cluster = context.cluster();
        // Noted first and held each time: whatever an interrupted attempt held is known, so it is released.
        SnapshotRecord record = cluster.snapshots().hold(cluster.name(), id, user(context));
        return new SnapshotImage(
                record.id(),
                cluster.snapshots().image(record),
                record.dataDirectory(),
                record.version(),
                record.superuser());
    }

    /** What an interrupted attempt has chosen and held; empty when it had not come so far. Reads only. */
    static Optional<SnapshotRecord> held(StepContext context) {
        Optional<String> id = context.memory().read(NAME, String.class);
        return context.cluster().snapshots().list(context.cluster().name()).stream()
                .filter(snapshot -> snapshot.state() == State.READY)
                .flatMap(snapshot -> snapshot.record().stream())
                .filter(record -> id.filter(record.id()::equals).isPresent())
                .filter(record -> record.usedBy().contains(user(context)))
                .findFirst();
    }

    static void release(StepContext context) {
        context.memory().read(NAME, String.class).ifPresent(id -> {
            context.cluster().snapshots().release(context.cluster().name(), id, user(context));
            context.memory().forget(NAME);
        });
    }

    private static String choose(StepContext context) {
        String id = context.run().snapshot();
        if (id.isEmpty()) {
            id = new SnapshotTaking(context.cluster(), context.commands(), context.transcripts())
                    .take("run-" + context.run().runId(), "run " + context.run().runId())
                    .id();
        }
        context.memory().write(NAME, id);
        return id;
    }

    private static String user(StepContext context) {
        return "run " + context.run().runId();
    }
}
