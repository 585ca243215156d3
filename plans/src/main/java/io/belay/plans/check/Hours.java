package io.belay.plans.check;

import io.belay.plans.model.DurationText;
import java.time.Duration;

/** Round figures for what a message tells its reader to write. Stateless. */
final class Hours {

    private Hours() {}

    /** In whole hours, or quarters of an hour below one. */
    static Duration atLeast(Duration needed) {
        Duration unit = needed.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : Duration.ofMinutes(15);
        long units = needed.plus(unit).minusMillis(1).dividedBy(unit);
        return unit.multipliedBy(units);
    }

    /** As people write it: a day or two in hours. */
    static String spoken(Duration time) {
        boolean hours = time.toMinutesPart() == 0 && time.toSecondsPart() == 0 && time.toMillisPart() == 0;
        return hours && !time.isZero() && time.compareTo(Duration.ofDays(2)) <= 0
                ? time.toHours() + "h"
                : DurationText.write(time);
    }

    /** In whole days, with room to spare. */
    static Duration daysBeyond(Duration wait) {
        return Duration.ofDays(wait.toDays() + 1);
    }
}
