package io.belay.workers.storage;

import io.belay.plans.model.Percent;
import io.belay.workers.storage.Storage.Space;

/**
 * How much of a store is to stay free. Immutable.
 *
 * @param field where the plan says so, for messages
 */
public record FreeShare(String field, Percent least) {

    /** Nothing is asked for. */
    public static final FreeShare NONE = new FreeShare("", Percent.of(0));

    /** @param percent as plans spell it, {@code 15%} */
    public static FreeShare parse(String field, String percent) {
        return new FreeShare(
                field,
                Percent.parse(percent).orElseThrow(() -> new IllegalArgumentException("not a share: " + percent)));
    }

    public boolean isMissed(Space now) {
        return now.freeBytes() * 10_000.0 < (double) now.totalBytes() * least.hundredths();
    }

    /** Rounded down, so that it is never more than there is. */
    public String figures(Space now) {
        long tenths = (long) (now.freeBytes() * 1000.0 / Math.max(now.totalBytes(), 1));
        return "only " + tenths / 10 + "." + tenths % 10 + "% of the store are free" + now.note() + ", less than `"
                + field + "` of " + least;
    }
}
