package io.belay.plans.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many times: {@code 1.5x}, at least once, in hundredths. Immutable. */
public record Factor(int hundredths) implements Comparable<Factor> {

    /** How it is written, as a regular expression. */
    public static final String FORM = "([0-9]{1,4})(?:[.]([0-9]{1,2}))?x";

    private static final Pattern WRITTEN = Pattern.compile(FORM);

    public Factor {
        if (hundredths < 100) {
            throw new IllegalArgumentException("a factor is at least 1x: " + hundredths);
        }
    }

    public static Optional<Factor> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int value = Hundredths.of(matcher.group(1), matcher.group(2));
        return value < 100 ? Optional.empty() : Optional.of(new Factor(value));
    }

    @Override
    public int compareTo(Factor other) {
        return Integer.compare(hundredths, other.hundredths);
    }

    @Override
    public String toString() {
        return Hundredths.write(hundredths) + "x";
    }
}
