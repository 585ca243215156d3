package io.belay.workers.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The files of one cluster's snapshot folder: images {@code ID}, sidecars {@code ID.json}, intents {@code .ID.intent}, one lock.
 * Thread-safe as far as callers hold the lock for changes.
 */
final class CatalogueFiles {

    static final String ID = "[0-9]{8}t[0-9]{6}-[0-9a-f]{4}";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String SIDECAR = ".json";
    private static final String INTENT = ".intent";
    private static final long POLL_NANOSECONDS = 10_000_000;

    private final Place place;
    private final String cluster;

    CatalogueFiles(Place place, String cluster) {
        this.place = place;
        this.cluster = cluster;
    }

    /** Waits: it is held for the time of one snapshot at most. */
    FileLock lock() {
        // Makes the folder, with the mode that its kind wants.
        place.prepare(place.snapshot(cluster, "lock"));
        Path path = folder().resolve(".lock");
        while (true) {
            Optional<FileLock> lock = FileLock.tryAcquire(path);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StorageFailure(
                        StorageErrors.CATALOGUE,
                        "interrupted while waiting for the catalogue of `" + cluster + "`; nothing was changed");
            }
            LockSupport.parkNanos(POLL_NANOSECONDS);
        }
    }

    Path image(String id) {
        return place.snapshot(cluster, id);
    }

    boolean hasImage(String id) {
        return Files.isDirectory(image(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** Names of all folders, ours or not. */
    List<String> imageNames() {
        return names(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !path.getFileName().toString().startsWith("."));
    }

    List<String> sidecarIds() {
        return withSuffix("", SIDECAR);
    }

    List<String> intentIds() {
        return withSuffix(".", INTENT);
    }

    void writeIntent(String id, String requestId) {
        Durable.write(intent(id), requestId + "\n");
    }

    void removeIntent(String id) {
        Durable.remove(intent(id));
    }

    void write(SnapshotRecord record) {
        try {
            Durable.write(sidecar(record.id()), JSON.writeValueAsString(record) + "\n");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void removeSidecar(String id) {
        Durable.remove(sidecar(id));
    }

    boolean hasSidecar(String id) {
        return Files.exists(sidecar(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty when there is none, or none that can be read. */
    Optional<SnapshotRecord> read(String id) {
        if (!id.matches(ID)) {
            return Optional.empty();
        }
        try {
            SnapshotRecord record = JSON.readValue(Files.readString(sidecar(id)), SnapshotRecord.class);
            return record.id().equals(id) ? Optional.of(record) : Optional.empty();
        } catch (NoSuchFileException | JsonProcessingException unusable) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return place.snapshots(cluster);
    }

    private Path sidecar(String id) {
        return folder().resolve(id + SIDECAR);
    }

    private Path intent(String id) {
        return folder().resolve("." + id + INTENT);
    }

    private List<String> withSuffix(String prefix, String suffix) {
        return names(Files::isRegularFile).stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
                .filter(id -> id.matches(ID))
                .toList();
    }

    private List<String> names(java.util.function.Predicate<Path> wanted) {
        if (!Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder())) {
            return entries.filter(wanted)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
