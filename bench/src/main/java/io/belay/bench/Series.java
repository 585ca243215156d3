package io.belay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Times of one side. */
final class Series {

    private static final double NANOS = 1e9;

    private final List<Double> seconds = new ArrayList<>();

    void add(Duration took) {
        seconds.add(took.toNanos() / NANOS);
    }

    /** The middle one; of an even number, the mean of both middle ones. */
    double median() {
        if (seconds.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Every one of them, in the order in which they were measured. */
    @Override
    public String toString() {
        return seconds.stream()
                .map(one -> String.format(Locale.ROOT, "%.2f", one))
                .collect(Collectors.joining("  "));
    }
}
