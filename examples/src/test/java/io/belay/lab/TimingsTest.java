package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.lab.Timings.Latency;
import io.belay.lab.Timings.Span;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingsTest {

    private final Timings timings = Timings.kept();

    @Test
    void a_hold_is_the_slowest_transaction_of_each_client_that_was_under_way_in_it() {
        timings.add("a", 0, 100);
        timings.add("a", 110, 190);
        timings.add("b", 50, 130);
        timings.add("b", 500, 900);

        assertThat(timings.slowest(new Span(120, 140)))
                .isEqualTo(Map.of("a", Duration.ofNanos(80), "b", Duration.ofNanos(80)));
    }

    @Test
    void one_that_was_under_way_during_all_of_a_hold_counts_though_it_neither_began_nor_ended_in_it() {
        timings.add("a", 0, 1_000);

        assertThat(timings.slowest(new Span(400, 500))).containsEntry("a", Duration.ofNanos(1_000));
    }

    @Test
    void latency_counts_what_began_and_ended_within() {
        for (int took = 1; took <= 100; took++) {
            timings.add("a", 1_000, 1_000 + took);
        }
        timings.add("a", 900, 1_050);
        timings.add("a", 1_900, 2_100);

        Latency latency = timings.latency(new Span(1_000, 2_000));

        assertThat(latency).isEqualTo(new Latency(100, Duration.ofNanos(50), Duration.ofNanos(99)));
    }

    @Test
    void a_stall_reaches_from_one_acknowledgement_to_the_next_of_any_client() {
        timings.add("a", 0, 100);
        timings.add("b", 90, 150);
        timings.add("a", 160, 400);

        assertThat(timings.longestGap(new Span(0, 500))).isEqualTo(Duration.ofNanos(250));
    }

    @Test
    void silence_up_to_the_end_is_a_stall_too() {
        timings.add("a", 0, 100);

        assertThat(timings.longestGap(new Span(0, 500))).isEqualTo(Duration.ofNanos(400));
        assertThat(timings.longestGap(new Span(600, 700))).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void readings_of_a_clock_that_passed_its_largest_number_are_compared_all_the_same() {
        timings.add("a", Long.MAX_VALUE - 10, Long.MIN_VALUE + 10);

        assertThat(timings.slowest(new Span(Long.MAX_VALUE, Long.MIN_VALUE + 5)))
                .containsEntry("a", Duration.ofNanos(21));
        assertThatThrownBy(() -> new Span(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
