package io.belay.workers.storage;

import io.belay.workers.posix.FileLock;
import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.SnapshotRecord.ImageFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The snapshots of a place: taken once per request, ready only with their sidecar, never deleted while pinned or in use.
 * Thread-safe, also against other JVMs of this host.
 *
 * <p>Order of a taking: intent, image, sidecar, intent gone. Of a deletion: sidecar marked, image gone, sidecar gone. So whatever
 * a crash leaves, {@link #reconcile} knows what it is.
 */
public final class SnapshotCatalogue {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private final Place place;
    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random tells apart the snapshots of one second */
    public SnapshotCatalogue(Place place, Storage storage, Clock clock, RandomGenerator random) {
        this.place = place;
        this.storage = storage;
        this.clock = clock;
        this.random = random;
    }

    /** @param requestId the same for all attempts of one request */
    public record Request(String cluster, String requestId, String takenBy, Capabilities.Consistency consistency) {}

    /**
     * Takes a snapshot, or gives back the one that the same request took before.
     *
     * @param facts reads the image's data directory; when it throws, nothing is left of the snapshot
     */
    public SnapshotRecord take(Request request, Dataset dataset, Function<Path, ImageFacts> facts) {
        return take(request, dataset, storage::snapshot, facts);
    }

    /** How an image of a dataset is made. */
    @FunctionalInterface
    public interface Taking {
        Storage.Timing take(Dataset dataset, Path destination);
    }

    /** Likewise, with the image made in another way than at one moment. */
    public SnapshotRecord take(Request request, Dataset dataset, Taking taking, Function<Path, ImageFacts> facts) {
        CatalogueFiles files = files(request.cluster());
        try (FileLock lock = files.lock()) {
            finishLeftovers(files);
            Optional<SnapshotRecord> earlier = files.sidecarIds().stream()
                    .flatMap(id -> files.read(id).stream())
                    .filter(record -> record.requestId().equals(request.requestId()) && !record.deleting())
                    .filter(record -> files.hasImage(record.id()))
                    .findFirst();
            return earlier.orElseGet(() -> takeNew(files, request, dataset, taking, facts));
        }
    }

    /** Oldest first, by name. */
    public List<CataloguedSnapshot> list(String cluster) {
        CatalogueFiles files = files(cluster);
        TreeSet<String> names = new TreeSet<>(files.imageNames());
        names.addAll(files.sidecarIds());
        return names.stream().map(name -> look(files, name)).toList();
    }

    public Optional<SnapshotRecord> newest(String cluster) {
        return list(cluster).stream()
                .filter(snapshot -> snapshot.state() == State.READY)
                .reduce((before, later) -> later)
                .flatMap(CataloguedSnapshot::record);
    }

    /** @throws StorageFailure NO_SNAPSHOT when there is none of that id, or it is not ready */
    public SnapshotRecord require(String cluster, String id) {
        CataloguedSnapshot snapshot = id.matches(CatalogueFiles.ID)
                ? look(files(cluster), id)
                : new CataloguedSnapshot(id, State.FOREIGN, Optional.empty());
        if (snapshot.state() != State.READY) {
            throw new StorageFailure(
                    StorageErrors.NO_SNAPSHOT,
                    "cluster `" + cluster + "` has no snapshot `" + id
                            + "` that is ready. `belay snapshots` lists what there is");
        }
        return snapshot.record().orElseThrow();
    }

    /** Root of the image. */
    public Path image(SnapshotRecord record) {
        return place.snapshot(record.cluster(), record.id());
    }

    /**
     * For good, until somebody takes it back.
     *
     * @param reason for the next person who wonders; not empty
     */
    public SnapshotRecord pin(String cluster, String id, String reason) {
        return change(cluster, id, record -> record.withPin(reasonOf(reason), Optional.empty()));
    }

    /** Likewise, but from {@code until} on it may go like any other. Takes the place of an earlier pin. */
    public SnapshotRecord pin(String cluster, String id, String reason, Instant until) {
        return change(cluster, id, record -> record.withPin(reasonOf(reason), Optional.of(until)));
    }

    private static String reasonOf(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a pin needs a reason");
        }
        return reason;
    }

    public SnapshotRecord unpin(String cluster, String id) {
        return change(cluster, id, record -> record.withPin("", Optional.empty()));
    }

    /** From now on it is not deleted until the same user releases it. Holding twice is holding once. */
    public SnapshotRecord hold(String cluster, String id, String user) {
        return change(cluster, id, record -> record.withUser(user));
    }

    /** Releasing what one does not hold, or what is gone, changes nothing. */
    public void release(String cluster, String id, String user) {
        CatalogueFiles files = files(cluster);
        try (FileLock lock = files.lock()) {
            files.read(id)
                    .filter(record -> record.usedBy().contains(user))
                    .ifPresent(record -> files.write(record.withoutUser(user)));
        }
    }

    /**
     * Deletes one snapshot; deleting what is gone succeeds. The space comes back later.
     *
     * @throws StorageFailure HELD when it is pinned or in use, NO_SNAPSHOT when it is not Belay's
     */
    public void delete(String cluster, String id) {
        CatalogueFiles files = files(cluster);
        try (FileLock lock = files.lock()) {
            delete(files, id);
        }
    }

    /**
     * Puts in order what a crash left, in both directions.
     *
     * @return one sentence per thing done
     */
    public List<String> reconcile(String cluster) {
        CatalogueFiles files = files(cluster);
        try (FileLock lock = files.lock()) {
            return finishLeftovers(files);
        }
    }

    private SnapshotRecord takeNew(
            CatalogueFiles files, Request request, Dataset dataset, Taking taking, Function<Path, ImageFacts> facts) {
        Instant now = clock.instant();
        String id = newId(files, now);
        files.writeIntent(id, request.requestId());
        try {
            Storage.Timing timing = taking.take(dataset, files.image(id));
            ImageFacts read = facts.apply(files.image(id).resolve(dataset.relativeDataDirectory()));
            SnapshotRecord record = new SnapshotRecord(
                    1,
                    id,
                    request.cluster(),
                    request.requestId(),
                    now.toString(),
                    request.takenBy(),
                    storage.driver(),
                    request.consistency(),
                    dataset.relativeDataDirectory().toString(),
                    read.version(),
                    read.systemIdentifier(),
                    read.redoLocation(),
                    read.superuser(),
                    timing.flushMilliseconds(),
                    timing.storeMilliseconds(),
                    "",
                    "",
                    List.of(),
                    false);
            files.write(record);
            files.removeIntent(id);
            return record;
        } catch (RuntimeException e) {
            undo(files, id, e);
            throw e;
        }
    }

    private void undo(CatalogueFiles files, String id, RuntimeException reason) {
        if (files.hasSidecar(id)) {
            return;
        }
        try {
            storage.remove(files.image(id));
            files.removeIntent(id);
        } catch (RuntimeException second) {
            // The intent stays, so the next reconciling tries again.
            reason.addSuppressed(second);
        }
    }

    private List<String> finishLeftovers(CatalogueFiles files) {
        List<String> done = new ArrayList<>();
        for (String id : files.intentIds()) {
            if (!files.hasSidecar(id)) {
                boolean whole = files.hasImage(id);
                // Also when there is none: a driver may have begun one under another name.
                storage.remove(files.image(id));
                if (whole) {
                    done.add("removed the image `" + id + "`, whose taking was interrupted");
                }
            }
            files.removeIntent(id);
        }
        for (String id : files.sidecarIds()) {
            Optional<SnapshotRecord> record = files.read(id);
            if (record.isPresent() && record.get().deleting()) {
                storage.remove(files.image(id));
                files.removeSidecar(id);
                done.add("finished the deletion of `" + id + "`");
            } else if (record.isPresent()
                    && !files.hasImage(id)
                    && !record.get().isPinnedAt(clock.instant())
                    && record.get().usedBy().isEmpty()) {
                files.removeSidecar(id);
                done.add("dropped the record of `" + id + "`, whose image somebody removed");
            }
        }
        return List.copyOf(done);
    }

    private void delete(CatalogueFiles files, String id) {
        CataloguedSnapshot snapshot = look(files, id);
        if (snapshot.record().isEmpty()) {
            if (files.hasImage(id)) {
                throw new StorageFailure(
                        StorageErrors.NO_SNAPSHOT,
                        "`" + files.image(id) + "` has no record of Belay's, so it is not deleted");
            }
            return;
        }
        SnapshotRecord record = snapshot.record().get();
        boolean pinned = record.isPinnedAt(clock.instant());
        if (!record.deleting() && (pinned || !record.usedBy().isEmpty())) {
            String by = pinned ? "pinned (" + record.pinned() + ")" : "used by " + String.join(", ", record.usedBy());
            throw new StorageFailure(
                    StorageErrors.HELD, "the snapshot `" + id + "` is " + by + ", so it is not deleted");
        }
        files.write(record.beingDeleted());
        storage.remove(files.image(id));
        files.removeSidecar(id);
    }

    private SnapshotRecord change(String cluster, String id, UnaryOperator<SnapshotRecord> change) {
        CatalogueFiles files = files(cluster);
        try (FileLock lock = files.lock()) {
            SnapshotRecord changed = change.apply(require(cluster, id));
            files.write(changed);
            return changed;
        }
    }

    private static CataloguedSnapshot look(CatalogueFiles files, String name) {
        if (!name.matches(CatalogueFiles.ID)) {
            return new CataloguedSnapshot(name, State.FOREIGN, Optional.empty());
        }
        Optional<SnapshotRecord> record = files.read(name);
        State state;
        if (record.isEmpty()) {
            state = State.INCOMPLETE;
        } else if (record.get().deleting()) {
            state = State.DELETING;
        } else {
            state = files.hasImage(name) ? State.READY : State.MISSING;
        }
        return new CataloguedSnapshot(name, state, record);
    }

    /** Sorts behind all others, also within one second and when the clock was set back. */
    private String newId(CatalogueFiles files, Instant now) {
        TreeSet<String> taken = new TreeSet<>(files.sidecarIds());
        files.imageNames().stream()
                .filter(name -> name.matches(CatalogueFiles.ID))
                .forEach(taken::add);
        Instant time = now;
        while (true) {
            String id = TIME.format(time) + "-" + HexFormat.of().toHexDigits((short) random.nextInt());
            if (taken.isEmpty() || id.compareTo(taken.last()) > 0) {
                return id;
            }
            time = timeOf(taken.last()).plusSeconds(1);
        }
    }

    private static Instant timeOf(String id) {
        return LocalDateTime.parse(id.substring(0, id.indexOf('-')), TIME).toInstant(ZoneOffset.UTC);
    }

    private CatalogueFiles files(String cluster) {
        return new CatalogueFiles(place, cluster);
    }
}
