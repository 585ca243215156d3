package io.belay.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How instants, durations and sizes are written for people: exact first, never without a unit. Stateless. */
final class Times {

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;
    private static final long DAY = 86_400;

    private Times() {}

    /** {@code 12ms}, {@code 4.2s}, {@code 3m07s}, {@code 5h02m}, {@code 3d04h}. */
    static String spent(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + "ms";
        }
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
        }
        if (seconds < HOUR) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / MINUTE, seconds % MINUTE);
        }
        if (seconds < DAY) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / HOUR, seconds % HOUR / MINUTE);
        }
        return String.format(Locale.ROOT, "%dd%02dh", seconds / DAY, seconds % DAY / HOUR);
    }

    /** {@code 2026-11-21T12:30:05Z}: what can be copied into another command. */
    static String exact(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The same for a time that came over the wire as text; what is no time stays as it is. */
    static String exact(String instant) {
        try {
            return exact(Instant.parse(instant));
        } catch (DateTimeParseException foreign) {
            return instant;
        }
    }

    /** {@code 4m12s ago}; {@code just now} below one second or when the clocks disagree. */
    static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toMillis() < 1000 ? "just now" : spent(age.truncatedTo(ChronoUnit.SECONDS)) + " ago";
    }
}
