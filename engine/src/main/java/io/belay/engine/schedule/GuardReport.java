package io.belay.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A guard as the server knows it. Immutable.
 *
 * @param keep how many snapshots stay at most, by the rhythm alone
 * @param stays which ones, in words
 * @param rehearses how often, in words
 * @param note why it is paused, or why its plan is not rehearsed; else empty, or why it was paused before
 * @param next when the next snapshot is due; absent while paused
 * @param lastStarted when the newest one was started
 * @param skipped how many were left out because the one before was still under way
 * @param missed how many were left out because the server was down for too long
 * @param recent workflow ids of the newest snapshots, oldest first
 */
public record GuardReport(
        String cluster,
        String plan,
        Duration every,
        int keep,
        String stays,
        String rehearses,
        boolean paused,
        String note,
        Optional<Instant> next,
        Optional<Instant> lastStarted,
        long taken,
        long skipped,
        long missed,
        List<String> recent) {

    public GuardReport {
        recent = List.copyOf(recent);
    }
}
