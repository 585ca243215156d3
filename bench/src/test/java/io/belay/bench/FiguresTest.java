package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void the_median_is_the_middle_one_in_size_whatever_the_order() {
        assertThat(series(900, 100, 200).median()).isEqualTo(0.2);
    }

    @Test
    void the_median_of_an_even_number_is_the_mean_of_both_middle_ones() {
        assertThat(series(100, 500, 250, 900).median()).isEqualTo(0.375);
    }

    @Test
    void a_series_prints_in_the_order_of_measuring() {
        assertThat(series(900, 100)).hasToString("0.90  0.10");
    }

    @Test
    void nothing_measured_has_no_median() {
        Series nothing = new Series();
        assertThatThrownBy(nothing::median).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_last_line_names_figure_bare_ratio_and_goal() {
        assertThat(new Benchmark.Result(10.26, "s", 8.42, "1.1 or 2 s more", true).line("rehearsal-overhead"))
                .isEqualTo("rehearsal-overhead: 10.26 s, bare 8.42, ratio 1.22, goal 1.1 or 2 s more: met");
        assertThat(new Benchmark.Result(3, "s", 1, "1.1", false).line("x")).endsWith("goal 1.1: missed");
    }

    @Test
    void the_last_line_of_a_count_names_what_was_counted_and_among_how_many() {
        assertThat(new Trial.Count(0, "wrong", "200 kills in 41 runs, seed 1", true).line("kill-matrix"))
                .isEqualTo("kill-matrix: 0 wrong, of 200 kills in 41 runs, seed 1, goal 0: met");
    }

    @Test
    void the_kill_matrix_takes_a_short_form_and_a_seed_and_nothing_else() {
        Trial trial = new KillTrial();
        assertThat(trial.with(List.of("--short", "--seed", "7"))).isPresent();
        assertThat(trial.with(List.of())).isPresent();
        assertThat(trial.with(List.of("--seed", "seven"))).isEmpty();
        assertThat(trial.with(List.of("--pairs", "3"))).isEmpty();
    }

    private static Series series(long... milliseconds) {
        Series series = new Series();
        for (long one : milliseconds) {
            series.add(Duration.ofMillis(one));
        }
        return series;
    }
}
