package io.belay.bench;

import io.belay.lab.Narrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Median, shortest and longest time of each step of several switches. */
final class StepTable {

    private static final double MILLIS = 1e6;

    private StepTable() {}

    static void tell(List<Held> all, Function<Held, Map<String, Duration>> steps, Narrator narrator) {
        Map<String, List<Duration>> columns = new LinkedHashMap<>();
        all.forEach(held -> steps.apply(held)
                .forEach((step, time) -> columns.computeIfAbsent(step, unused -> new ArrayList<>())
                        .add(time)));
        columns.forEach((step, times) -> {
            List<Duration> sorted = times.stream().sorted().toList();
            Series series = new Series();
            sorted.forEach(series::add);
            narrator.says(String.format(
                    Locale.ROOT,
                    "  %-24s median %6.1f ms  (%.1f to %.1f)",
                    step,
                    series.median() * 1000,
                    sorted.get(0).toNanos() / MILLIS,
                    sorted.get(sorted.size() - 1).toNanos() / MILLIS));
        });
    }
}
