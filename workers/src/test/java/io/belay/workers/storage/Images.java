package io.belay.workers.storage;

import io.belay.workers.storage.CataloguedSnapshot.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries of a catalogue without a catalogue. */
final class Images {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss'-0001'").withZone(ZoneOffset.UTC);

    private Images() {}

    static String id(Instant taken) {
        return ID.format(taken);
    }

    static String id(String taken) {
        return id(Instant.parse(taken));
    }

    static CataloguedSnapshot ready(Instant taken) {
        return ready(taken, "", "", List.of());
    }

    static CataloguedSnapshot pinned(String taken, String reason, String until) {
        return ready(Instant.parse(taken), reason, until, List.of());
    }

    static CataloguedSnapshot used(String taken, String... users) {
        return ready(Instant.parse(taken), "", "", List.of(users));
    }

    /** One every {@code step}, from the first to the last moment. */
    static List<CataloguedSnapshot> every(Duration step, String first, String last) {
        List<CataloguedSnapshot> images = new ArrayList<>();
        for (Instant at = Instant.parse(first); !at.isAfter(Instant.parse(last)); at = at.plus(step)) {
            images.add(ready(at));
        }
        return images;
    }

    private static CataloguedSnapshot ready(Instant taken, String pinned, String until, List<String> usedBy) {
        return new CataloguedSnapshot(
                id(taken),
                State.READY,
                Optional.of(new SnapshotRecord(
                        1,
                        id(taken),
                        "orders",
                        "request-" + id(taken),
                        taken.toString(),
                        "dba",
                        "btrfs",
                        Capabilities.Consistency.ATOMIC,
                        "13/main",
                        13,
                        "7400000000000000001",
                        "0/16B3D80",
                        "postgres",
                        1,
                        2,
                        pinned,
                        until,
                        usedBy,
                        false)));
    }
}
