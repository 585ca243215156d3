package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.WatchRule.Verdict;
import io.belay.workers.hold.WatchSight.Carrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** All states that differ for the rule: each of the sight's parts, and each time just before and behind what counts. */
class WatchRuleTest {

    private static final WatchRule RULE = new WatchRule(Duration.ofSeconds(60));

    private static final Duration IN_TIME = Duration.ofSeconds(68);
    private static final Duration TOO_LONG = IN_TIME.plusMillis(1);

    private static List<WatchSight> sights() {
        List<WatchSight> all = new ArrayList<>();
        for (boolean over : List.of(true, false)) {
            for (Carrier carrier : Carrier.values()) {
                for (boolean decided : List.of(true, false)) {
                    for (Optional<Duration> held :
                            List.of(Optional.<Duration>empty(), Optional.of(IN_TIME), Optional.of(TOO_LONG))) {
                        for (Duration quiet : List.of(
                                Duration.ZERO,
                                Duration.ofSeconds(5),
                                Duration.ofMillis(5001),
                                Duration.ofMinutes(10),
                                Duration.ofMillis(600_001))) {
                            all.add(new WatchSight(over, carrier, decided, held, quiet));
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void it_leaves_when_the_hold_is_over_and_only_then() {
        sights().forEach(seen -> {
            assertThat(RULE.judge(seen) == Verdict.LEAVE).as(seen.toString()).isEqualTo(seen.over());
        });
    }

    @Test
    void it_settles_what_is_not_over_and_has_no_process_and_nothing_else() {
        sights().forEach(seen -> {
            assertThat(RULE.judge(seen) == Verdict.SETTLE)
                    .as(seen.toString())
                    .isEqualTo(!seen.over() && seen.process() == Carrier.GONE);
        });
    }

    @Test
    void as_long_as_clients_do_not_wait_for_too_long_a_living_hold_is_left_alone() {
        sights().forEach(seen -> {
            if (!seen.over() && seen.process() != Carrier.GONE && !seen.held().equals(Optional.of(TOO_LONG))) {
                assertThat(RULE.judge(seen)).as(seen.toString()).isEqualTo(Verdict.WAIT);
            }
        });
    }

    @Test
    void past_its_time_an_undecided_hold_is_decided_however_busy_it_is() {
        sights().forEach(seen -> {
            boolean wanted = !seen.over()
                    && seen.process() != Carrier.GONE
                    && seen.held().equals(Optional.of(TOO_LONG))
                    && !seen.decided();

            assertThat(RULE.judge(seen) == Verdict.DECIDE).as(seen.toString()).isEqualTo(wanted);
        });
    }

    @Test
    void what_was_decided_is_only_ended_when_it_was_stopped_or_nothing_went_on_for_longer_than_any_part_takes() {
        sights().forEach(seen -> {
            Duration patience = seen.process() == Carrier.STOPPED ? Duration.ofSeconds(5) : Duration.ofMinutes(10);
            boolean wanted = !seen.over()
                    && seen.process() != Carrier.GONE
                    && seen.held().equals(Optional.of(TOO_LONG))
                    && seen.decided()
                    && seen.quiet().compareTo(patience) > 0;

            assertThat(RULE.judge(seen) == Verdict.END).as(seen.toString()).isEqualTo(wanted);
        });
    }

    @Test
    void the_margin_is_a_tenth_of_the_budget_and_two_seconds() {
        assertThat(new WatchRule(Duration.ofSeconds(1)).patience()).isEqualTo(Duration.ofMillis(3100));
        assertThat(RULE.patience()).isEqualTo(IN_TIME);
    }
}
