package io.belay.web.live;

import java.time.Instant;
import java.util.Optional;

/**
 * An answer, when it was had, and why there is no newer one. Immutable.
 *
 * @param value empty when there never was an answer
 * @param at when it was had
 * @param failure why the newest question was not answered; empty when it was
 */
public record Known<T>(Optional<T> value, Instant at, String failure) {

    public boolean isStale() {
        return !failure.isEmpty();
    }
}
