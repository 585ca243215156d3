package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.CronSchedule;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** When a window opens, in words. Immutable. */
final class WindowWords {

    private static final int SHOWN = 3;

    private final JsonNode with;
    private final ZoneId zone;
    private final Duration length;

    /** @param with the canonical fields of the step */
    WindowWords(JsonNode with) {
        this.with = with;
        this.zone = zone(with.path("zone").asText());
        this.length = DurationText.parse(with.path("length").asText()).orElse(Duration.ZERO);
    }

    /** {@code every Tuesday at 22:00, open for 2h, Europe/Berlin}, or the one date. */
    String rule() {
        if (with.path("cron").asText().isEmpty()) {
            return openings(Optional.empty()).stream().findFirst().orElse("at no known time");
        }
        return CronWords.of(CronSchedule.of(with.path("cron").asText())) + ", open for "
                + with.path("length").asText() + ", " + zone.getId();
    }

    /** @param from without it a repeated window's next openings are not known */
    List<String> openings(Optional<Instant> from) {
        String cron = with.path("cron").asText();
        if (!cron.isEmpty()) {
            return from.map(instant -> CronSchedule.of(cron).after(instant.atZone(zone), SHOWN).stream()
                            .map(this::span)
                            .toList())
                    .orElse(List.of());
        }
        return List.of(span(WallClock.at(LocalDateTime.parse(with.path("at").asText()), zone)));
    }

    /** Whether its openings follow a rule and begin only from some day on. */
    boolean repeats() {
        return !with.path("cron").asText().isEmpty();
    }

    private String span(ZonedDateTime opening) {
        return CalendarWords.span(opening, opening.plus(length));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no zone: " + name, e);
        }
    }
}
