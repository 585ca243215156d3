package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.ledger.Depth;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalRhythmTest {

    private static final Instant NOW = Instant.parse("2026-11-21T13:00:00Z");

    @Test
    void what_was_never_rehearsed_in_full_is_rehearsed_in_full() {
        ResolvedPlan plan = plan("1h", "every_snapshot", "1d");

        assertThat(RehearsalRhythm.next(plan, LastRehearsals.NONE, NOW)).contains(Depth.FULL);
        assertThat(RehearsalRhythm.next(plan, new LastRehearsals("", at(-1)), NOW))
                .contains(Depth.FULL);
        assertThat(RehearsalRhythm.next(Plans.minimal(), LastRehearsals.NONE, NOW))
                .contains(Depth.FULL);
    }

    @Test
    void between_two_in_full_each_snapshot_is_rehearsed_quickly() {
        assertThat(depths(plan("1h", "every_snapshot", "6h"), Duration.ofHours(1), 13))
                .containsExactly(
                        "FULL", "QUICK", "QUICK", "QUICK", "QUICK", "QUICK", "FULL", "QUICK", "QUICK", "QUICK", "QUICK",
                        "QUICK", "FULL");
    }

    @Test
    void a_rhythm_that_is_no_multiple_of_the_schedules_is_kept_at_least() {
        assertThat(depths(plan("1h", "never", "1h30m"), Duration.ofHours(1), 3))
                .containsExactly("FULL", "FULL", "FULL");
        assertThat(depths(plan("1h", "3h30m", "8h"), Duration.ofHours(1), 9))
                .containsExactly("FULL", "-", "-", "QUICK", "-", "-", "QUICK", "-", "FULL");
    }

    @Test
    void snapshots_that_come_some_seconds_early_or_late_change_nothing() {
        ResolvedPlan daily = plan("1h", "never", "1d");

        assertThat(RehearsalRhythm.next(daily, lastFull(NOW.minusSeconds(24 * 3600 - 7)), NOW))
                .contains(Depth.FULL);
        assertThat(RehearsalRhythm.next(daily, lastFull(NOW.minusSeconds(23 * 3600 + 7)), NOW))
                .isEmpty();
    }

    @Test
    void a_full_one_stands_for_a_quick_one_and_never_means_never() {
        LastRehearsals fullJustNow = new LastRehearsals(at(-1), at(-1));

        assertThat(RehearsalRhythm.next(plan("1h", "6h", "1d"), fullJustNow, NOW))
                .isEmpty();
        assertThat(RehearsalRhythm.next(plan("1h", "never", "never"), LastRehearsals.NONE, NOW))
                .isEmpty();
        assertThat(RehearsalRhythm.next(plan("1h", "every_snapshot", "never"), LastRehearsals.NONE, NOW))
                .contains(Depth.QUICK);
    }

    @Test
    void a_rehearsal_of_a_time_to_come_holds_off_none() {
        LastRehearsals ahead = new LastRehearsals("2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z");

        assertThat(RehearsalRhythm.next(plan("1h", "6h", "1d"), ahead, NOW)).contains(Depth.FULL);
        assertThat(RehearsalRhythm.next(plan("1h", "6h", "never"), ahead, NOW)).contains(Depth.QUICK);
    }

    @Test
    void people_read_it_in_words() {
        assertThat(RehearsalRhythm.words(plan("1h", "every_snapshot", "1d")))
                .isEqualTo("in full every 1d, quickly on each other snapshot");
        assertThat(RehearsalRhythm.words(plan("1h", "6h", "never"))).isEqualTo("never in full, quickly every 6h");
        assertThat(RehearsalRhythm.words(plan("1h", "never", "12h"))).isEqualTo("in full every 12h");
        assertThat(RehearsalRhythm.words(plan("1h", "never", "never"))).isEqualTo("never, as the plan says");
    }

    private static List<String> depths(ResolvedPlan plan, Duration every, int snapshots) {
        List<String> depths = new ArrayList<>();
        LastRehearsals last = LastRehearsals.NONE;
        Instant now = NOW;
        for (int count = 0; count < snapshots; count++) {
            Optional<Depth> next = RehearsalRhythm.next(plan, last, now);
            depths.add(next.map(Depth::name).orElse("-"));
            if (next.isPresent()) {
                last = new LastRehearsals(next.get() == Depth.FULL ? now.toString() : last.full(), now.toString());
            }
            now = now.plus(every);
        }
        return depths;
    }

    private static LastRehearsals lastFull(Instant at) {
        return new LastRehearsals(at.toString(), at.toString());
    }

    private static String at(int hours) {
        return NOW.plus(Duration.ofHours(hours)).toString();
    }

    static ResolvedPlan plan(String every, String quick, String full) {
        ResolvedPlan plan = CanonicalForm.read(CanonicalForm.write(Plans.minimal()));
        ObjectNode blocks = (ObjectNode) plan.blocks();
        blocks.putObject("snapshots").put("every", every);
        blocks.putObject("rehearse").put("quick", quick).put("full", full);
        return plan;
    }
}
