package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The control data from before the clone's first start, kept in the clone: a later attempt can no longer read it. What the gate
 * takes from it holds for the clone's life: whose data it is, and live's settings of recovery.
 */
final class ControlRecord {

    private ControlRecord() {}

    static void keep(CloneFacts clone) {
        Path file = file(clone.own(), clone.major());
        if (!Files.exists(file)) {
            StringBuilder text = new StringBuilder();
            clone.control()
                    .fields()
                    .forEach((label, value) ->
                            text.append(label).append(": ").append(value).append('\n'));
            clone.files().write(file, text.toString());
        }
    }

    /** @return empty before the gate saw the clone, or a copy of it, for the first time */
    static Optional<ControlData> read(Path own, int major) {
        try {
            return Optional.of(ControlData.parse(Files.readString(file(own, major))));
        } catch (NoSuchFileException first) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path file(Path own, int major) {
        return own.resolve("control-data-" + major + ".txt");
    }
}
