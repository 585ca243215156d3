package io.belay.workers.hold;

import io.belay.workers.replication.SequenceValues;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is ready for an online hold as long as its process lives; nothing that an undo or a completion needs. One thread. */
final class Warm {

    private @Nullable Ready ready;

    /** @param sequences where those of {@code to} stand, by database */
    record Ready(WarmSessions from, WarmSessions to, Map<String, SequenceValues> sequences) {

        Ready {
            sequences = Map.copyOf(sequences);
        }
    }

    void ready(Ready opened) {
        ready = opened;
    }

    Ready ready() {
        return known().orElseThrow(
                        () -> new IllegalStateException("a part of the hold was carried out before what it needs"));
    }

    /** Nothing in a process that settles what another one began. */
    Optional<Ready> known() {
        return Optional.ofNullable(ready);
    }

    void close() {
        known().ifPresent(opened -> {
            opened.from().close();
            opened.to().close();
        });
        ready = null;
    }
}
