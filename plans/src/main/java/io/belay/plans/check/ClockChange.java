package io.belay.plans.check;

import io.belay.plans.model.CronSchedule;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/**
 * The first opening of a window that falls into a change of its zone's clocks. Immutable.
 *
 * @param opening by the clock on the wall
 */
record ClockChange(Opening window, ZoneId zone, LocalDateTime opening, ZoneOffsetTransition change) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** @param gap whether clocks go forward then, and the opening does not exist */
    static Optional<ClockChange> find(Opening window, boolean gap) {
        return window.zone()
                .flatMap(zone -> window.time()
                        .map(time -> of(
                                window,
                                zone,
                                time,
                                Optional.ofNullable(zone.getRules().getTransition(time))))
                        .orElseGet(() -> window.schedule().flatMap(schedule -> first(window, schedule, zone, gap)))
                        .filter(found -> found.change().isGap() == gap));
    }

    private static Optional<ClockChange> first(Opening window, CronSchedule schedule, ZoneId zone, boolean gap) {
        ZoneOffsetTransition change =
                zone.getRules().nextTransition(Opening.FROM.atStartOfDay(zone).toInstant());
        while (change != null && change.getDateTimeBefore().toLocalDate().isBefore(Opening.TO)) {
            Optional<LocalDateTime> hit = change.isGap() == gap ? within(schedule, change) : Optional.empty();
            if (hit.isPresent()) {
                return Optional.of(new ClockChange(window, zone, hit.get(), change));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    /** What is skipped, or comes twice, lies between the clock before and the clock after; midnight may lie within. */
    private static Optional<LocalDateTime> within(CronSchedule schedule, ZoneOffsetTransition change) {
        LocalDateTime from = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        return schedule.firstBetween(from, to);
    }

    private static Optional<ClockChange> of(
            Opening window, ZoneId zone, LocalDateTime time, Optional<ZoneOffsetTransition> change) {
        return change.map(found -> new ClockChange(window, zone, time, found));
    }

    /** {@code from 02:00 to 03:00}. */
    String clocks() {
        return "from " + CLOCK.format(change.getDateTimeBefore()) + " to " + CLOCK.format(change.getDateTimeAfter());
    }

    String after() {
        return CLOCK.format(change.getDateTimeAfter());
    }

    String day() {
        return opening.toLocalDate() + " in " + zone;
    }

    /** What to write instead: as much later as clocks move, which is behind the change in either direction. */
    String instead() {
        Duration moved = change.getDuration().abs();
        LocalDateTime later = opening.plus(moved);
        Optional<CronSchedule> once = window.schedule().filter(lines -> lines.timesADay() == 1);
        if (window.time().isPresent()) {
            return "write `at: " + later.toLocalDate() + "T" + CLOCK.format(later) + "`";
        }
        LocalTime time = later.toLocalTime();
        return once.filter(lines -> later.toLocalDate().equals(opening.toLocalDate()))
                .map(lines -> "write `\"" + lines.at(time) + "\"`")
                .orElse("choose a time of day that every day has once");
    }
}
