package io.belay.workers.step;

import io.belay.workers.live.OldLive;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.storage.CataloguedSnapshot;
import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.SnapshotRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The read-only image of old live that outlives it. The promotion took one of the stopped cluster: it is the last one when it begins
 * where old was stopped. Only when that is gone, a new one is taken.
 */
final class LastImage {

    private final StepContext context;
    private final OldLive old;
    private final ControlData control;

    LastImage(StepContext context, OldLive old, ControlData control) {
        this.context = context;
        this.old = old;
        this.control = control;
    }

    /** Pinned, so that no pruning takes it before its time. @return its id */
    String keep(Instant now) {
        String keep = context.with().path("keep_snapshot").asText("30d");
        Instant lastDay = now.plus(StepTimes.parse(keep)).truncatedTo(ChronoUnit.DAYS);
        ClusterOnHost cluster = context.cluster();
        SnapshotRecord image = known().orElseGet(this::take);
        String date = lastDay.toString().substring(0, "2026-12-21".length());
        cluster.snapshots()
                .pin(
                        cluster.name(),
                        image.id(),
                        "last image of old live " + old.major() + ", retired by run " + old.replacedBy()
                                + "; to be kept until " + date,
                        // A date means to its end, as everywhere in the language.
                        lastDay.plus(1, ChronoUnit.DAYS));
        return image.id();
    }

    private Optional<SnapshotRecord> known() {
        ClusterOnHost cluster = context.cluster();
        return cluster.snapshots().list(cluster.name()).stream()
                .filter(snapshot -> snapshot.state() == State.READY)
                .map(CataloguedSnapshot::record)
                .flatMap(Optional::stream)
                .filter(this::isOfTheStoppedCluster)
                .reduce((before, later) -> later);
    }

    /** Its log begins at the very checkpoint that old was stopped with, so nothing came behind it. */
    private boolean isOfTheStoppedCluster(SnapshotRecord record) {
        return record.version() == old.major()
                && record.systemIdentifier().equals(control.systemIdentifier())
                && record.redoLocation().equals(control.redo().toString());
    }

    private SnapshotRecord take() {
        Dataset dataset = new Dataset(old.root(), old.dataDirectory());
        return new SnapshotTaking(context.cluster(), context.commands(), context.transcripts())
                .takeStopped(dataset, superuser(), "retire-" + old.replacedBy(), "retire of run " + old.replacedBy());
    }

    /** Nobody can be asked any more; an earlier image of the same cluster, or the run itself, knows. */
    private String superuser() {
        ClusterOnHost cluster = context.cluster();
        return cluster.snapshots().list(cluster.name()).stream()
                .map(CataloguedSnapshot::record)
                .flatMap(Optional::stream)
                .filter(record -> record.systemIdentifier().equals(control.systemIdentifier()))
                .map(SnapshotRecord::superuser)
                .findFirst()
                .or(() -> context.memory()
                        .read(CandidateRecord.NAME, CandidateRecord.class)
                        .map(CandidateRecord::superuser))
                .orElse("postgres");
    }
}
