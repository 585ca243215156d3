package io.belay.workers.host;

import io.belay.engine.activity.Snapshots;
import io.belay.engine.activity.SnapshotsToKeep;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.step.ClientWatch;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.SnapshotTaking;
import io.belay.workers.storage.CataloguedSnapshot;
import io.belay.workers.storage.FreeShare;
import io.belay.workers.storage.KeepPolicy;
import io.belay.workers.storage.KeepPolicy.Span;
import io.belay.workers.storage.Pruning;
import io.belay.workers.storage.Retention;
import io.belay.workers.storage.SnapshotRecord;
import io.belay.workers.storage.Storage;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Snapshots of live, as activities. */
final class SnapshotActivities implements Snapshots {

    private final ClusterDirectory clusters;
    private final CommandRunner commands;
    private final StateFolders folders;
    private final Failures failures;
    private final Clock clock;

    SnapshotActivities(
            ClusterDirectory clusters, CommandRunner commands, StateFolders folders, Failures failures, Clock clock) {
        this.clock = clock;
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
            new ClientWatch(here, clusters.means(), commands, folders.transcripts(), clock).look();
            return report(cluster, taken, "ready");
        });
    }

    @Override
    public PruneReport prune(String cluster, int keep) {
        return prune(cluster, KeepPolicy.newest(keep), FreeShare.NONE);
    }

    @Override
    public PruneReport thin(String cluster, SnapshotsToKeep keep) {
        return prune(cluster, policy(keep), FreeShare.parse("snapshots.minimum_free", keep.minimumFree()));
    }

    @Override
    public String shortage(String cluster, SnapshotsToKeep keep) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.SNAPSHOT);
            FreeShare least = FreeShare.parse("snapshots.stop_below", keep.stopBelow());
            Storage.Space now = here.storage().space(here.place().root());
            return least.isMissed(now) ? least.figures(now) : "";
        });
    }

    private PruneReport prune(String cluster, KeepPolicy policy, FreeShare minimumFree) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.SNAPSHOT);
            Pruning pruning = new Pruning(
                    here.snapshots(), () -> here.storage().space(here.place().root()), clock);
            Pruning.Pruned pruned = pruning.prune(here.name(), policy, minimumFree);
            List<String> kept = Stream.concat(
                            pruned.kept().stream().map(SnapshotActivities::reason),
                            pruned.failed().stream().map(failed -> failed + " (could not be deleted)"))
                    .toList();
            return new PruneReport(pruned.deleted(), kept, pruned.thinned());
        });
    }

    private static KeepPolicy policy(SnapshotsToKeep keep) {
        return new KeepPolicy(
                keep.newest(),
                Map.of(
                        Span.HOUR, keep.hourly(),
                        Span.DAY, keep.daily(),
                        Span.WEEK, keep.weekly(),
                        Span.MONTH, keep.monthly(),
                        Span.YEAR, keep.yearly()),
                ZoneId.of(keep.zone()));
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
