package io.belay.plans.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.model.CronSchedule;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 22 * * TUE; every Tuesday at 22:00",
                "30 3 * * SUN; every Sunday at 03:30",
                "0 2 * * MON-THU; every Monday, Tuesday, Wednesday and Thursday at 02:00",
                "0 1 * * 6,0; every Saturday and Sunday at 01:00",
                "0 1 * * FRI-MON; every Monday, Friday, Saturday and Sunday at 01:00",
                "5 4 * * *; every day at 04:05",
                "0 1 15 * *; on day 15 of every month at 01:00",
                "0 1 1-7 * *; by the cron line 0 1 1-7 * *",
                "*/15 1 * * SAT; by the cron line */15 1 * * SAT"
            })
    void a_cron_line_has_words(String line, String words) {
        assertThat(CronWords.of(CronSchedule.of(line))).isEqualTo(words);
    }

    @Test
    void the_next_three_openings_are_days_with_their_offset() {
        WindowWords window = window("cron", "0 22 * * TUE");

        assertThat(window.openings(Optional.of(Instant.parse("2027-03-20T00:00:00Z"))))
                .containsExactly(
                        "Tuesday 23 March 2027, 22:00 to 00:00 the next day, Europe/Berlin (UTC+01:00)",
                        "Tuesday 30 March 2027, 22:00 to 00:00 the next day, Europe/Berlin (UTC+02:00)",
                        "Tuesday 6 April 2027, 22:00 to 00:00 the next day, Europe/Berlin (UTC+02:00)");
        assertThat(window.openings(Optional.empty())).isEmpty();
    }

    @Test
    void an_opening_on_the_very_instant_counts_and_one_that_the_clocks_skip_is_when_they_go_on() {
        WindowWords window = window("cron", "30 2 * * SUN");

        assertThat(window.openings(Optional.of(Instant.parse("2027-03-21T01:30:00Z"))))
                .startsWith(
                        "Sunday 21 March 2027, 02:30 to 04:30, Europe/Berlin (UTC+01:00)",
                        "Sunday 28 March 2027, 03:00 to 05:00, Europe/Berlin (UTC+02:00)");
    }

    @Test
    void the_29th_of_february_is_found() {
        assertThat(window("cron", "0 1 29 2 *").openings(Optional.of(Instant.parse("2097-01-01T00:00:00Z"))))
                .startsWith("Friday 29 February 2104, 01:00 to 03:00, Europe/Berlin (UTC+01:00)");
    }

    @Test
    void one_date_needs_no_day_to_count_from() {
        WindowWords window = window("at", "2026-12-05T23:00");

        assertThat(window.rule())
                .isEqualTo("Saturday 5 December 2026, 23:00 to 01:00 the next day, Europe/Berlin (UTC+01:00)");
        assertThat(window.repeats()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0 1 * *", "60 1 * * *", "0 1 * * NIE", "0 1 0 * *", "@daily"})
    void what_is_no_cron_line_is_refused(String line) {
        assertThatThrownBy(() -> CronSchedule.of(line)).isInstanceOf(IllegalArgumentException.class);
    }

    private static WindowWords window(String field, String value) {
        return new WindowWords(JsonNodeFactory.instance
                .objectNode()
                .put(field, value)
                .put("length", "2h")
                .put("zone", "Europe/Berlin"));
    }
}
