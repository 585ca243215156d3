package io.belay.engine.activity;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Objects;

/** Snapshots of live on a host. */
@ActivityInterface(namePrefix = "Snapshots")
public interface Snapshots {

    /** Takes a snapshot; with the same {@code requestId} it is taken once however often it is asked for. */
    SnapshotReport take(String cluster, String requestId, String takenBy);

    /** Deletes snapshots past the newest {@code keep}; pinned ones and those in use stay. */
    PruneReport prune(String cluster, int keep);

    /** Deletes what is not to be kept, and more when room is short; the newest, pinned ones and those in use stay. */
    PruneReport thin(String cluster, SnapshotsToKeep keep);

    /** @return why the store is too full for one more, with the figures; empty when it is not */
    String shortage(String cluster, SnapshotsToKeep keep);

    /** What the host's catalogue holds for the cluster, oldest first. */
    List<SnapshotReport> list(String cluster);

    /**
     * @param id for example {@code 20261121t130000-4f2a}; sorts by time
     * @param cluster {@code host/name}
     * @param takenAt ISO-8601 instant
     * @param takenBy who or what asked for it
     * @param consistency {@code atomic}, {@code backup_mode} or {@code stopped}
     * @param version live's major at that time
     * @param systemIdentifier of the cluster
     * @param redoLocation where recovery will begin, for example {@code 0/16B3D80}
     * @param storageMilliseconds time that the storage needed for the snapshot itself
     * @param flushMilliseconds time for flushing dirty data just before it
     * @param state {@code ready}, {@code deleting} or {@code foreign}
     * @param usedBy runs and clones that hold it
     * @param pinned why it may not be pruned, empty when it may
     */
    record SnapshotReport(
            String id,
            String cluster,
            String takenAt,
            String takenBy,
            String consistency,
            int version,
            String systemIdentifier,
            String redoLocation,
            long storageMilliseconds,
            long flushMilliseconds,
            String state,
            List<String> usedBy,
            String pinned) {}

    /**
     * @param deleted ids
     * @param kept one line per snapshot that stays although it is past the count, with the reason
     * @param thinned one line per deleted one that would have stayed if there were room, with the figures
     */
    record PruneReport(List<String> deleted, List<String> kept, List<String> thinned) {

        public PruneReport {
            // A worker from before thins nothing.
            thinned = List.copyOf(Objects.requireNonNullElse(thinned, List.of()));
        }
    }
}
