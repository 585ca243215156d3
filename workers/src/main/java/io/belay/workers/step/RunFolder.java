package io.belay.workers.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The small durable memory of one run on its host: results of verbs that ended, and what one step leaves for the next. Lies in
 * the worker's state folder, never on storage that is snapshotted or rolled back. A value is there whole or not at all.
 */
public final class RunFolder {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Of one run, by its form. */
    public static Path in(Path state, String run) {
        return state.resolve("runs").resolve(run);
    }

    /** Where something lies that is no value: a hold's own files. */
    public Path path() {
        return folder;
    }

    /** @throws StateNotKept when it is there but cannot be read: never silently taken for absent */
    public <T> Optional<T> read(String name, Class<T> type) {
        Path file = folder.resolve(name + ".json");
        try {
            return Files.exists(file) ? Optional.of(MAPPER.readValue(Files.readString(file), type)) : Optional.empty();
        } catch (IOException e) {
            throw new StateNotKept(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Durable when it returns.
     *
     * @throws StateNotKept when it cannot be written; what was there stands
     */
    public void write(String name, Object value) {
        Path file = folder.resolve(name + ".json");
        try {
            Durable.createFolders(parentOf(file), "rwx------");
            Durable.write(file, MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not a value that can be kept: " + value.getClass(), impossible);
        } catch (UncheckedIOException | PosixFailure refused) {
            throw new StateNotKept(file + " cannot be written: " + refused.getMessage(), refused);
        }
    }

    /** A name may have folders in it. */
    private Path parentOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? folder : parent;
    }

    /** Names of all values directly in it, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StateNotKept(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    public void forget(String name) {
        Path file = folder.resolve(name + ".json");
        try {
            Durable.remove(file);
        } catch (UncheckedIOException | PosixFailure refused) {
            throw new StateNotKept(file + " cannot be removed: " + refused.getMessage(), refused);
        }
    }
}
