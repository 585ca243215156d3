package io.belay.plans.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows by the clock on the wall, also on the days on which it is changed. */
class WindowTimesTest {

    @ParameterizedTest
    @CsvSource({
        // Berlin, spring: 02:30 does not exist on 2027-03-28, clocks go from 02:00 to 03:00.
        "30 2 * * SUN, Europe/Berlin, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z",
        // Autumn: 02:30 comes twice on 2027-10-31, the first is summer time.
        "30 2 * * SUN, Europe/Berlin, 2027-10-30T12:00:00Z, 2027-10-31T00:30:00Z",
        // The day before and the day after, for comparison.
        "30 2 * * SUN, Europe/Berlin, 2027-03-20T12:00:00Z, 2027-03-21T01:30:00Z",
        "30 2 * * SUN, Europe/Berlin, 2027-11-06T12:00:00Z, 2027-11-07T01:30:00Z",
        // Half an hour only.
        "15 2 * * SUN, Australia/Lord_Howe, 2027-10-02T12:00:00Z, 2027-10-02T15:30:00Z",
    })
    void an_opening_that_is_skipped_comes_later_and_one_that_is_repeated_is_its_first(
            String cron, String zone, String now, String opens) {
        var span = window(cron, zone, "auto").openOrNext(Instant.parse(now)).orElseThrow();

        assertThat(span.opens().toInstant()).isEqualTo(Instant.parse(opens));
        assertThat(Duration.between(span.opens().toInstant(), span.closes())).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void a_window_over_a_change_of_clocks_is_as_long_as_its_plan_says() {
        WindowTimes window = window("0 1 * * SUN", "Europe/Berlin", "auto");

        assertThat(window.isOpenAt(Instant.parse("2027-10-31T02:59:59Z"))).isTrue();
        assertThat(window.isOpenAt(Instant.parse("2027-10-31T03:00:00Z"))).isFalse();
        assertThat(window.isOpenAt(Instant.parse("2027-10-30T22:59:59Z"))).isFalse();
        assertThat(window.isOpenAt(Instant.parse("2027-10-30T23:00:00Z"))).isTrue();
    }

    @Test
    void what_is_reserved_for_undoing_is_no_time_to_begin_in() {
        WindowTimes window = window("0 1 * * SUN", "Europe/Berlin", "1h");

        assertThat(window.isOpenAt(Instant.parse("2027-06-06T01:59:59Z"))).isTrue();
        assertThat(window.isOpenAt(Instant.parse("2027-06-06T02:00:00Z"))).isFalse();
    }

    @Test
    void a_window_of_one_day_opens_once() {
        ObjectNode with = JsonNodeFactory.instance
                .objectNode()
                .put("at", "2026-12-05T01:00")
                .put("length", "4h")
                .put("zone", "Europe/Istanbul");
        WindowTimes window = WindowTimes.of(with);

        assertThat(window.openOrNext(Instant.parse("2026-12-01T00:00:00Z"))
                        .orElseThrow()
                        .opens()
                        .toInstant())
                .isEqualTo(Instant.parse("2026-12-04T22:00:00Z"));
        assertThat(window.isOpenAt(Instant.parse("2026-12-05T01:59:59Z"))).isTrue();
        assertThat(window.openOrNext(Instant.parse("2026-12-05T02:00:00Z"))).isEmpty();
    }

    private static WindowTimes window(String cron, String zone, String reserve) {
        return WindowTimes.of(JsonNodeFactory.instance
                .objectNode()
                .put("cron", cron)
                .put("length", "4h")
                .put("zone", zone)
                .put("reserve", reserve));
    }
}
