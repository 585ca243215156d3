package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the caller said about the cluster instead of having it found. Immutable.
 *
 * @param socket folder of its socket
 * @param user the role to come in by; empty for those that usually work
 * @param passwords a file in libpq's {@code .pgpass} format
 * @param programs folders with a major's programs that lie elsewhere than usual
 */
public record Wanted(
        Optional<Path> dataDirectory,
        Optional<Path> socket,
        OptionalInt port,
        Optional<String> user,
        Optional<Path> passwords,
        List<Path> programs) {

    public Wanted {
        programs = List.copyOf(programs);
    }

    public static Wanted whateverRuns() {
        return new Wanted(
                Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
