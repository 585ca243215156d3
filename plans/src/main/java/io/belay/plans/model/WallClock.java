package io.belay.plans.model;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** What a time on the clocks of a zone means on days on which they change. Stateless. */
public final class WallClock {

    private WallClock() {}

    /** A time that is left out is the moment at which clocks go on; of one that comes twice it is the first. */
    public static ZonedDateTime at(LocalDateTime time, ZoneId zone) {
        return Optional.ofNullable(zone.getRules().getTransition(time))
                .filter(ZoneOffsetTransition::isGap)
                .map(gap -> gap.getDateTimeAfter().atZone(zone))
                .orElseGet(() -> time.atZone(zone));
    }
}
