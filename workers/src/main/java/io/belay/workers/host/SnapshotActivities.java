package io.belay.workers.host;

import io.belay.engine.activity.Snapshots;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.SnapshotTaking;
import io.belay.workers.storage.CataloguedSnapshot;
import io.belay.workers.storage.Retention;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.SnapshotRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Snapshots of live, as activities. */
final class SnapshotActivities implements Snapshots {

    private final ClusterDirectory clusters;
    private final CommandRunner commands;
    private final StateFolders folders;
    private final Failures failures;

    SnapshotActivities(ClusterDirectory clusters, CommandRunner commands, StateFolders folders, Failures failures) {
        this.failures = failures;
        this.clusters = clusters;
        this.commands = commands;
        this.folders = folders;
    }

    @Override
    public SnapshotReport take(String cluster, String requestId, String takenBy) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.SNAPSHOT);
            SnapshotRecord taken = new SnapshotTaking(here, commands, folders.transcripts()).take(requestId, takenBy);
            return report(cluster, taken, "ready");
        });
    }

    @Override
    public PruneReport prune(String cluster, int keep) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.SNAPSHOT);
            SnapshotCatalogue.Pruned pruned = here.snapshots().prune(here.name(), keep);
            List<String> kept = Stream.concat(
                            pruned.kept().stream().map(SnapshotActivities::reason),
                            pruned.failed().stream().map(failed -> failed + " (could not be deleted)"))
                    .toList();
            return new PruneReport(pruned.deleted(), kept);
        });
    }

    @Override
    public List<SnapshotReport> list(String cluster) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.SNAPSHOT);
            return here.snapshots().list(here.name()).stream()
                    .map(snapshot -> report(cluster, snapshot))
                    .toList();
        });
    }

    private static String reason(Retention.Verdict verdict) {
        return verdict.id() + ": " + verdict.reason();
    }

    private static SnapshotReport report(String cluster, CataloguedSnapshot snapshot) {
        String state = snapshot.state().name().toLowerCase(Locale.ROOT);
        return snapshot.record()
                .map(record -> report(cluster, record, state))
                .orElseGet(() ->
                        new SnapshotReport(snapshot.id(), cluster, "", "", "", 0, "", "", 0, 0, state, List.of(), ""));
    }

    private static SnapshotReport report(String cluster, SnapshotRecord record, String state) {
        return new SnapshotReport(
                record.id(),
                cluster,
                record.takenAt(),
                record.takenBy(),
                record.consistency().name().toLowerCase(Locale.ROOT),
                record.version(),
                record.systemIdentifier(),
                record.redoLocation(),
                record.storeMilliseconds(),
                record.flushMilliseconds(),
                state,
                record.usedBy(),
                record.pinned());
    }
}
