package io.belay.workers.clone;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.TemplateLocale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps {@link Recovered} in the clone, so that a second attempt, and every copy of the clone, knows it. */
final class RecoveryRecord {

    private static final String FILE = "end-of-recovery.txt";

    private RecoveryRecord() {}

    static Optional<Recovered> read(CloneFacts clone) {
        Path file = clone.own().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, String> kept = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                kept.put(line.substring(0, equals), line.substring(equals + 1));
            }
            return Optional.of(new Recovered(
                    Lsn.parse(kept.getOrDefault("endOfRecovery", "")),
                    Long.parseLong(kept.getOrDefault("walReplayedBytes", "0")),
                    Long.parseLong(kept.getOrDefault("milliseconds", "0")),
                    TemplateLocale.fromFields(kept)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static void keep(CloneFacts clone, Recovered recovered) {
        Map<String, String> fields = new LinkedHashMap<>(recovered.template().toFields());
        fields.put("endOfRecovery", recovered.endOfRecovery().toString());
        fields.put("walReplayedBytes", String.valueOf(recovered.walReplayedBytes()));
        fields.put("milliseconds", String.valueOf(recovered.milliseconds()));
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) ->
                text.append(name).append('=').append(value.replace("\n", " ")).append('\n'));
        clone.files().write(clone.own().resolve(FILE), text.toString());
    }
}
