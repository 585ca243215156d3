package io.belay.workers.storage;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many snapshots stay, by age. Immutable.
 *
 * @param newest how many of the newest stay in any case; the newest one stays also with 0
 * @param spans for how many spans of each kind one snapshot stays; kinds that are missing keep none
 * @param zone where hours, days and all above them begin
 */
public record KeepPolicy(int newest, Map<Span, Integer> spans, ZoneId zone) {

    /** A span of time that one snapshot, its oldest, stands for. */
    public enum Span {
        HOUR("yyyy-MM-dd'T'HH:mmxxx"),
        DAY("yyyy-MM-dd"),
        WEEK("yyyy-MM-dd"),
        MONTH("yyyy-MM"),
        YEAR("yyyy");

        private final DateTimeFormatter form;

        Span(String form) {
            this.form = DateTimeFormatter.ofPattern(form, Locale.ROOT);
        }

        /**
         * Name of the span that a moment lies in: different for different spans. Where clocks go back, the hour that comes twice is
         * two hours, told apart by their offsets.
         */
        String of(Instant at, ZoneId zone) {
            ZonedDateTime local = at.atZone(zone);
            return form.format(
                    switch (this) {
                        case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
                        case WEEK -> local.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                        case DAY, MONTH, YEAR -> local;
                    });
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public KeepPolicy {
        if (newest < 0 || spans.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a policy cannot keep less than nothing");
        }
        EnumMap<Span, Integer> ordered = new EnumMap<>(Span.class);
        spans.forEach((span, count) -> {
            if (count > 0) {
                ordered.put(span, count);
            }
        });
        spans = java.util.Collections.unmodifiableMap(ordered);
    }

    /** By number alone. */
    public static KeepPolicy newest(int count) {
        return new KeepPolicy(count, Map.of(), ZoneId.of("UTC"));
    }

    /** What nothing crosses: neither the classes nor want of space. */
    int floor() {
        return Math.max(newest, 1);
    }

    /** {@code the newest 2, 24 hours and 7 days}: for reasons. */
    String words() {
        String classes = spans.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word() + (entry.getValue() == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
        return "the newest " + floor() + (classes.isEmpty() ? "" : ", one each of " + classes);
    }
}
