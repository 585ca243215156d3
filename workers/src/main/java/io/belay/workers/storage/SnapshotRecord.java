package io.belay.workers.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the sidecar beside a snapshot says: the snapshot counts as ready from the moment it is there. Immutable.
 *
 * @param format of this file, 1
 * @param id for example {@code 20261121t130000-4f2a}; sorts by time
 * @param cluster name of the cluster within its host
 * @param requestId who asks again with it gets the same snapshot
 * @param takenAt ISO-8601 instant
 * @param takenBy who or what asked for it
 * @param driver that made it
 * @param dataDirectory where the data directory lies in the image, relative to its root; empty when it is the root
 * @param version the cluster's major
 * @param systemIdentifier of the cluster
 * @param redoLocation where recovery will begin
 * @param superuser the cluster's install user: as whom a clone's server lets the worker in
 * @param pinned why it may not be deleted; empty when it may
 * @param pinnedUntil ISO-8601 instant from which on the pin holds nothing any more; empty for one that ends when it is taken back
 * @param usedBy runs and clones that were made from it and still need it
 * @param deleting its deletion has begun
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotRecord(
        int format,
        String id,
        String cluster,
        String requestId,
        String takenAt,
        String takenBy,
        String driver,
        Capabilities.Consistency consistency,
        String dataDirectory,
        int version,
        String systemIdentifier,
        String redoLocation,
        String superuser,
        long flushMilliseconds,
        long storeMilliseconds,
        String pinned,
        String pinnedUntil,
        List<String> usedBy,
        boolean deleting) {

    /**
     * What only the image itself can tell, read from its control file, and who its install user is.
     *
     * @param superuser name of the role with oid 10
     */
    public record ImageFacts(int version, String systemIdentifier, String redoLocation, String superuser) {}

    public SnapshotRecord {
        Instant.parse(takenAt);
        // A sidecar from before pins could end says nothing of it.
        pinnedUntil = Objects.requireNonNullElse(pinnedUntil, "");
        if (!pinnedUntil.isEmpty()) {
            Instant.parse(pinnedUntil);
        }
        usedBy = List.copyOf(usedBy);
    }

    public boolean isPinnedAt(Instant now) {
        return !pinned.isEmpty() && (pinnedUntil.isEmpty() || now.isBefore(Instant.parse(pinnedUntil)));
    }

    /** @param until empty for a pin without an end */
    SnapshotRecord withPin(String reason, Optional<Instant> until) {
        return with(reason, until.map(Instant::toString).orElse(""), usedBy, deleting);
    }

    SnapshotRecord withUser(String user) {
        return with(
                pinned,
                pinnedUntil,
                Stream.concat(usedBy.stream(), Stream.of(user)).distinct().toList(),
                deleting);
    }

    SnapshotRecord withoutUser(String user) {
        return with(
                pinned,
                pinnedUntil,
                usedBy.stream().filter(other -> !other.equals(user)).toList(),
                deleting);
    }

    SnapshotRecord beingDeleted() {
        return with(pinned, pinnedUntil, usedBy, true);
    }

    private SnapshotRecord with(String newPin, String newEnd, List<String> newUsers, boolean newDeleting) {
        return new SnapshotRecord(
                format,
                id,
                cluster,
                requestId,
                takenAt,
                takenBy,
                driver,
                consistency,
                dataDirectory,
                version,
                systemIdentifier,
                redoLocation,
                superuser,
                flushMilliseconds,
                storeMilliseconds,
                newPin,
                newEnd,
                newUsers,
                newDeleting);
    }
}
