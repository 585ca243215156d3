package io.belay.plans.model;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How often a snapshot is taken, and how long it stays. Immutable.
 *
 * @param every a duration, or {@code never}
 * @param minimumFree below it snapshots are thinned beyond the policy
 * @param stopBelow below it rehearsals stop, then snapshots; live never
 * @param zone where days begin
 */
public record SnapshotPolicy(OrWord<Duration> every, Keep keep, Percent minimumFree, Percent stopBelow, ZoneId zone) {

    /** How many are kept per class; {@code newest} is a floor that nothing crosses. */
    public record Keep(int newest, int hourly, int daily, int weekly, int monthly, int yearly) {

        public boolean isNothing() {
            return newest + hourly + daily + weekly + monthly + yearly == 0;
        }
    }
}
