package io.belay.engine.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * When one very plan was rehearsed last. Immutable.
 *
 * @param full ISO-8601, when the newest one began that tried all as written; empty when there is none
 * @param any likewise, of whatever depth
 */
public record LastRehearsals(String full, String any) {

    public static final LastRehearsals NONE = new LastRehearsals("", "");

    LastRehearsals with(Depth depth, String started) {
        return new LastRehearsals(depth == Depth.FULL ? later(full, started) : full, later(any, started));
    }

    @JsonIgnore
    public Optional<Instant> fullAt() {
        return at(full);
    }

    @JsonIgnore
    public Optional<Instant> anyAt() {
        return at(any);
    }

    private static Optional<Instant> at(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static String later(String one, String other) {
        return one.isEmpty() || Instant.parse(one).isBefore(Instant.parse(other)) ? other : one;
    }
}
