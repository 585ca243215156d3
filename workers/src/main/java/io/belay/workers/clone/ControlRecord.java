package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The control data from before the clone's first start, kept in the clone: a later attempt can no longer read it. */
final class ControlRecord {

    private ControlRecord() {}

    static void keep(CloneFacts clone) {
        Path file = file(clone);
        if (!Files.exists(file)) {
            StringBuilder text = new StringBuilder();
            clone.control()
                    .fields()
                    .forEach((label, value) ->
                            text.append(label).append(": ").append(value).append('\n'));
            clone.files().write(file, text.toString());
        }
    }

    static ControlData read(CloneFacts clone) {
        try {
            return ControlData.parse(Files.readString(file(clone)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path file(CloneFacts clone) {
        return clone.own().resolve("control-data-" + clone.major() + ".txt");
    }
}
