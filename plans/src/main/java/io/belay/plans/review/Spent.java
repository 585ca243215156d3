package io.belay.plans.review;

import io.belay.plans.model.DurationText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Measured times in the spelling of plans, no finer than a reader needs. Stateless. */
final class Spent {

    private static final Duration EXACT = Duration.ofSeconds(1);
    private static final Duration TO_THE_SECOND = Duration.ofHours(1);

    private Spent() {}

    static String text(Duration time) {
        if (time.compareTo(EXACT) < 0) {
            return DurationText.write(time.truncatedTo(ChronoUnit.MILLIS));
        }
        boolean seconds = time.compareTo(TO_THE_SECOND) < 0;
        return DurationText.write(
                seconds
                        ? time.plusMillis(500).truncatedTo(ChronoUnit.SECONDS)
                        : time.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES));
    }
}
