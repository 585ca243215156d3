package io.belay.plans.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A share from 0 to 100 %, in hundredths of a percent. Immutable. */
public record Percent(int hundredths) implements Comparable<Percent> {

    /** How it is written, as a regular expression. */
    public static final String FORM = "([0-9]{1,3})(?:[.]([0-9]{1,2}))?%";

    private static final Pattern WRITTEN = Pattern.compile(FORM);

    public Percent {
        if (hundredths < 0 || hundredths > 10_000) {
            throw new IllegalArgumentException("a share lies between 0 % and 100 %: " + hundredths);
        }
    }

    public static Percent of(int percent) {
        return new Percent(percent * 100);
    }

    /** Empty when it is not written as a percentage, or is more than 100 %. */
    public static Optional<Percent> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int value = Hundredths.of(matcher.group(1), matcher.group(2));
        return value > 10_000 ? Optional.empty() : Optional.of(new Percent(value));
    }

    @Override
    public int compareTo(Percent other) {
        return Integer.compare(hundredths, other.hundredths);
    }

    @Override
    public String toString() {
        return Hundredths.write(hundredths) + "%";
    }
}
