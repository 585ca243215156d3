package io.belay.plans.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of storage, at least zero. Immutable.
 *
 * <p>Written in plans with binary suffixes only ({@code 20GiB}); decimal ones are refused because the two differ by 10 % at the
 * sizes that matter here.
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    /** How it is written, as a regular expression. */
    public static final String FORM = "([0-9]{1,18})(B|KiB|MiB|GiB|TiB|PiB)";

    private static final Pattern WRITTEN = Pattern.compile(FORM);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /** Empty when the text is not a size, or more than fits in 63 bits. */
    public static Optional<ByteSize> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long factor = 1;
        for (String unit : UNITS) {
            if (unit.equals(matcher.group(2))) {
                break;
            }
            factor <<= 10;
        }
        long amount = Long.parseLong(matcher.group(1));
        return amount > Long.MAX_VALUE / factor ? Optional.empty() : Optional.of(new ByteSize(amount * factor));
    }

    /** Rounded up, so that a check for room never passes by rounding. */
    public long toGibibytes() {
        return (bytes >> 30) + ((bytes & ((1L << 30) - 1)) == 0 ? 0 : 1);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The normal spelling: the largest unit that divides it. */
    @Override
    public String toString() {
        long amount = bytes;
        int unit = 0;
        while (amount != 0 && amount % 1024 == 0 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + UNITS[unit];
    }
}
