package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.bench.online.Switched;
import io.belay.lab.Timings.Latency;
import io.belay.lab.Timings.Span;
import io.belay.lab.online.OnlineProof;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnlineFiguresTest {

    private static final OnlineFigures BARE = new OnlineFigures(List.of(held(100)), List.of(held(240)));

    @Test
    void both_medians_at_their_goals_are_met() {
        OnlineFigures belay = new OnlineFigures(List.of(held(120)), List.of(held(300)));

        assertThat(OnlineFigures.judged(belay, BARE).met()).isTrue();
        assertThat(OnlineFigures.judged(belay, BARE).line("x")).endsWith("1.3 times bare: met");
    }

    @Test
    void one_hold_over_half_a_second_is_missed_whatever_the_medians() {
        OnlineFigures belay = new OnlineFigures(List.of(held(50), held(50), held(501)), List.of(held(200)));

        assertThat(OnlineFigures.judged(belay, BARE).met()).isFalse();
    }

    @Test
    void more_than_1_3_times_the_bare_median_is_missed_though_the_goal_is_kept() {
        OnlineFigures quick = new OnlineFigures(List.of(held(50)), List.of(held(240)));

        assertThat(OnlineFigures.judged(new OnlineFigures(List.of(held(66)), List.of(held(240))), quick)
                        .met())
                .isFalse();
    }

    @Test
    void one_lost_doubled_or_failed_transaction_is_missed() {
        for (Held wrong : List.of(
                held(50, 1, new OnlineProof(9, 0, 0, 0, 20, List.of())),
                held(50, 0, new OnlineProof(9, 1, 0, 0, 20, List.of())),
                held(50, 0, new OnlineProof(9, 0, 1, 0, 20, List.of())),
                held(50, 0, new OnlineProof(9, 0, 0, 0, 20, List.of("app1: shop.note: 1 / 2"))))) {
            OnlineFigures belay = new OnlineFigures(List.of(held(50), held(50), wrong), List.of(held(200)));

            assertThat(OnlineFigures.judged(belay, BARE).met()).isFalse();
            assertThat(WayBack.judged(List.of(wrong), List.of(held(50))).met()).isFalse();
        }
    }

    @Test
    void clients_may_wait_half_as_long_again_or_five_milliseconds_more_behind_a_hold() {
        assertThat(latency(20, 30).isCalm()).isTrue();
        assertThat(latency(20, 31).isCalm()).isFalse();
        assertThat(latency(2, 7).isCalm()).isTrue();
        assertThat(latency(2, 8).isCalm()).isFalse();
    }

    @Test
    void the_line_of_a_hold_shows_every_figure() {
        assertThat(held(58).line())
                .isEqualTo(
                        "there: clients held 0.058 s (each: [58] ms), hold itself 0.040 s, longest stall 50 ms, 400/s, p50/p99"
                                + " before 2.0/5.0 ms, after 2.0/5.0 ms; 0 failed, 9 acknowledged, 0 lost, 0 doubled, 20 tables equal");
    }

    @Test
    void online_benchmarks_take_a_short_form_and_a_rate_and_nothing_else() {
        assertThat(OnlineOptions.of(List.of())).contains(new OnlineOptions(false, 400));
        assertThat(OnlineOptions.of(List.of("--short", "--rate", "100"))).contains(new OnlineOptions(true, 100));
        assertThat(OnlineOptions.of(List.of("--rate", "0"))).isEmpty();
        assertThat(OnlineOptions.of(List.of("--pairs", "3"))).isEmpty();
    }

    private static Held held(long milliseconds) {
        return held(milliseconds, 0, new OnlineProof(9, 0, 0, 0, 20, List.of()));
    }

    private static Held held(long milliseconds, long failed, OnlineProof proof) {
        Latency calm = new Latency(400, Duration.ofMillis(2), Duration.ofMillis(5));
        return held(milliseconds, calm, calm, failed, proof);
    }

    private static Held latency(long before, long after) {
        return held(
                50,
                new Latency(400, Duration.ofMillis(2), Duration.ofMillis(before)),
                new Latency(400, Duration.ofMillis(2), Duration.ofMillis(after)),
                0,
                new OnlineProof(9, 0, 0, 0, 20, List.of()));
    }

    private static Held held(long milliseconds, Latency before, Latency after, long failed, OnlineProof proof) {
        Duration longest = Duration.ofMillis(milliseconds);
        Span hold = new Span(0, Duration.ofMillis(40).toNanos());
        return new Held(
                true,
                longest,
                List.of(longest),
                Duration.ofMillis(50),
                before,
                after,
                400,
                failed,
                new Switched(hold, Map.of(), Map.of()),
                proof);
    }
}
