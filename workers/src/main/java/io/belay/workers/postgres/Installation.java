package io.belay.workers.postgres;

import java.nio.file.Path;

/**
 * The programs of one PostgreSQL major on this host. Immutable.
 *
 * @param major for example 17
 * @param version as the programs print it, for example {@code 17.11}
 * @param programs folder with {@code postgres}, {@code pg_upgrade}, ...
 */
public record Installation(int major, String version, Path programs) {

    /** Absolute path of one of its programs; whether it exists is for {@code preflight} to say. */
    public Path program(String name) {
        return programs.resolve(name);
    }
}
