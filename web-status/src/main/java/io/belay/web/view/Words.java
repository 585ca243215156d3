package io.belay.web.view;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Instants, durations and states in words. Stateless. */
final class Words {

    private Words() {}

    static String spent(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    static String exact(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toMillis() < 1000 ? "just now" : spent(age.truncatedTo(ChronoUnit.SECONDS)) + " ago";
    }

    /** Control characters as visible signs: a log must not be able to hide or reorder what is read. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point < 0x20 && point != '\t' && point != '\n') {
                visible.appendCodePoint(0x2400 + point);
            } else if (point == 0x7f || (point >= 0x80 && point < 0xa0) || isDirection(point)) {
                visible.append('\u2423');
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }

    private static boolean isDirection(int point) {
        return point == 0x200e
                || point == 0x200f
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
