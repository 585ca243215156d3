package io.belay.cli.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a running {@code belay dev} tells other commands: a small file in its state folder. It names the process by id and
 * start time, so that a file left behind by a killed one is never believed. Immutable.
 *
 * @param pid of {@code belay dev}
 * @param startedAt when that process started, ISO-8601
 * @param temporal {@code host:port}
 * @param temporalPid of the Temporal server
 * @param temporalStartedAt when that one started
 * @param namespace Temporal's namespace
 * @param page address of the status page, empty when it was not started
 */
public record DevState(
        long pid,
        String startedAt,
        String temporal,
        long temporalPid,
        String temporalStartedAt,
        String namespace,
        String page) {

    private static final String FILE = "dev.json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The state folder when none is named: {@code BELAY_STATE}, else the place that the XDG base directories give. */
    public static Path folder(Map<String, String> environment) {
        String named = environment.getOrDefault("BELAY_STATE", "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        String base = environment.getOrDefault("XDG_STATE_HOME", "");
        Path states =
                base.isBlank() ? Path.of(environment.getOrDefault("HOME", "/"), ".local", "state") : Path.of(base);
        return states.resolve("belay").resolve("dev");
    }

    /** The dev that runs now with the usual state folder, if one does. */
    public static Optional<DevState> running(Map<String, String> environment) {
        return read(folder(environment)).filter(DevState::isAlive);
    }

    static Optional<DevState> read(Path folder) {
        try {
            String text = Files.readString(folder.resolve(FILE), StandardCharsets.UTF_8);
            return Optional.of(MAPPER.readValue(text, DevState.class));
        } catch (IOException absentOrForeign) {
            // No file, no right to read it, or not ours: then there is no dev that this user could use.
            return Optional.empty();
        }
    }

    void write(Path folder) {
        try {
            Path fresh = folder.resolve(FILE + ".new");
            Files.writeString(fresh, MAPPER.writeValueAsString(this), StandardCharsets.UTF_8);
            Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record could not be written", impossible);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + folder.resolve(FILE), e);
        }
    }

    static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    boolean isAlive() {
        return process(pid, startedAt).isPresent();
    }

    Optional<ProcessHandle> temporalProcess() {
        return process(temporalPid, temporalStartedAt);
    }

    private static Optional<ProcessHandle> process(long pid, String startedAt) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .startInstant()
                        .map(Instant::toString)
                        .filter(startedAt::equals)
                        .isPresent());
    }
}
