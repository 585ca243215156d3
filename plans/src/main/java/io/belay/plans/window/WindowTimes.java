package io.belay.plans.window;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.CronSchedule;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * When a {@code window} step opens and closes. Immutable; no clock, moments are arguments.
 *
 * <p>An opening that the clocks skip comes when they go on, one that they repeat is its first; either way the window is as long as
 * its plan says.
 */
public final class WindowTimes {

    /** Openings that are looked at: one that overlaps with the moment asked for, and the next. */
    private static final int ENOUGH = 2;

    private final Optional<CronSchedule> schedule;
    private final Optional<LocalDateTime> day;
    private final Duration length;
    private final ZoneId zone;
    private final Duration reserve;

    /** @param reserve kept at its end for undoing */
    private WindowTimes(
            Optional<CronSchedule> schedule,
            Optional<LocalDateTime> day,
            Duration length,
            ZoneId zone,
            Duration reserve) {
        this.schedule = schedule;
        this.day = day;
        this.length = length;
        this.zone = zone;
        this.reserve = reserve;
    }

    /** From one opening to its closing. Immutable. */
    public record Span(ZonedDateTime opens, Instant closes) {

        public boolean isOpenAt(Instant moment) {
            return !moment.isBefore(opens.toInstant()) && moment.isBefore(closes);
        }
    }

    /** @param with the canonical fields of the step */
    public static WindowTimes of(JsonNode with) {
        String cron = with.path("cron").asText("");
        String at = with.path("at").asText("");
        return new WindowTimes(
                cron.isEmpty() ? Optional.empty() : Optional.of(CronSchedule.of(cron)),
                at.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(at)),
                DurationText.parse(with.path("length").asText()).orElse(Duration.ZERO),
                ZoneId.of(with.path("zone").asText("UTC")),
                // `auto` is what rehearsals took, which is what the engine compares the whole window with.
                DurationText.parse(with.path("reserve").asText("auto")).orElse(Duration.ZERO));
    }

    /** The window that is open at this moment, or the next; empty when none opens any more. Without what is reserved. */
    public Optional<Span> openOrNext(Instant moment) {
        ZonedDateTime now = moment.atZone(zone);
        return day
                .map(time -> List.of(WallClock.at(time, zone)))
                .orElseGet(() -> schedule.orElseThrow().after(now.minus(length), ENOUGH))
                .stream()
                .map(opens -> new Span(opens, opens.toInstant().plus(length).minus(reserve)))
                .filter(span -> span.closes().isAfter(moment))
                .findFirst();
    }

    public boolean isOpenAt(Instant moment) {
        return openOrNext(moment).filter(span -> span.isOpenAt(moment)).isPresent();
    }
}
