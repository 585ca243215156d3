package io.belay.engine.run;

import java.time.Duration;
import java.util.Optional;

/** Reads the canonical durations of a resolved plan: {@code 90s} is written {@code 1m30s}, a day {@code 1d}. Stateless. */
public final class Durations {

    private Durations() {}

    /** @throws IllegalArgumentException when the text is no duration; the resolver never writes one */
    public static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        long amount = -1;
        for (int index = 0; index < text.length(); index++) {
            char sign = text.charAt(index);
            if (sign >= '0' && sign <= '9') {
                amount = Math.max(amount, 0) * 10 + (sign - '0');
                continue;
            }
            boolean milliseconds = text.startsWith("ms", index);
            if (amount < 0) {
                throw notADuration(text);
            }
            sum = sum.plus(
                    milliseconds ? Duration.ofMillis(amount) : unit(sign, text).multipliedBy(amount));
            amount = -1;
            index += milliseconds ? 1 : 0;
        }
        if (amount >= 0 || text.isEmpty()) {
            throw notADuration(text);
        }
        return sum;
    }

    /** @return empty for {@code none} */
    public static Optional<Duration> parseLimit(String text) {
        return text.equals("none") || text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
    }

    private static Duration unit(char sign, String text) {
        return switch (sign) {
            case 's' -> Duration.ofSeconds(1);
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            case 'd' -> Duration.ofDays(1);
            case 'w' -> Duration.ofDays(7);
            default -> throw notADuration(text);
        };
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException("not a duration: `" + text + "`");
    }
}
