package io.belay.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void what_is_seen_late_is_late_by_a_hundredth_of_what_was_waited_for() {
        assertThat(Watch.interval(Duration.ofSeconds(10).toNanos())).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_watcher_neither_storms_at_the_start_nor_sleeps_over_the_end_of_a_long_run() {
        assertThat(Watch.interval(0)).isEqualTo(Duration.ofMillis(50));
        assertThat(Watch.interval(Duration.ofDays(3).toNanos())).isEqualTo(Duration.ofSeconds(1));
    }
}
