package io.belay.workers.hold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The server that is live, or is from a crossing on, as those are told of it who lead clients there. Immutable.
 *
 * @param major of its version
 */
public record LiveServer(int major, LiveAddress address) {

    /** @throws UncheckedIOException when the data directory does not say of which version it is */
    public static LiveServer on(Path dataDirectory, LiveAddress address) {
        try {
            return new LiveServer(
                    Integer.parseInt(Files.readString(dataDirectory.resolve("PG_VERSION"))
                            .strip()),
                    address);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
