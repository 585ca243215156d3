package io.belay.plans.problem;

import java.util.Comparator;

/**
 * A range within one line of a file. Immutable.
 *
 * @param file name for people, as it was given
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1, in code points; 0 when the whole file is meant
 * @param length in code points, at least 1
 */
public record SourcePlace(String file, int line, int column, int length) implements Comparable<SourcePlace> {

    private static final Comparator<SourcePlace> ORDER = Comparator.comparing(SourcePlace::file)
            .thenComparingInt(SourcePlace::line)
            .thenComparingInt(SourcePlace::column);

    public SourcePlace {
        length = Math.max(1, length);
    }

    /** For what has no position: a limit that the file as a whole exceeds. */
    public static SourcePlace wholeFile(String file) {
        return new SourcePlace(file, 0, 0, 1);
    }

    public boolean isWholeFile() {
        return line == 0;
    }

    /** The first column behind the range. */
    public int end() {
        return column + length;
    }

    @Override
    public int compareTo(SourcePlace other) {
        return ORDER.compare(this, other);
    }
}
