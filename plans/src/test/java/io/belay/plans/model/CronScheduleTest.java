package io.belay.plans.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

    private static final LocalDate FROM = LocalDate.of(2027, 1, 1);
    private static final LocalDate TO = FROM.plusYears(10);

    @Test
    void a_weekly_line_opens_on_its_day() {
        CronSchedule schedule = CronSchedule.of("30 1 * * SAT");
        LocalDateTime first = LocalDateTime.of(2027, 1, 2, 1, 30);

        assertThat(schedule.firstBetween(FROM.atStartOfDay(), TO.atStartOfDay()))
                .contains(first);
        assertThat(schedule.firstBetween(first, TO.atStartOfDay())).contains(first);
        assertThat(schedule.firstBetween(first.plusSeconds(1), TO.atStartOfDay()))
                .contains(first.plusDays(7));
        assertThat(schedule.firstBetween(first.plusSeconds(1), first.plusDays(7)))
                .isEmpty();
    }

    @Test
    void a_week_may_end_before_it_begins_and_sunday_has_two_numbers() {
        CronSchedule weekend = CronSchedule.of("0 0 * * SAT-SUN");

        assertThat(FROM.datesUntil(FROM.plusDays(4)).filter(weekend::opensOn)).hasSize(2);
        assertThat(CronSchedule.of("0 0 * * 7").opensOn(LocalDate.of(2027, 1, 3)))
                .isTrue();
        assertThat(CronSchedule.of("0 0 * * SUN").opensOn(LocalDate.of(2027, 1, 3)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0 1 * * SAT, 7d",
        "0 1 * * MON-THU, 4d",
        "0 1 * * *, 1d",
        "0 1 1 * *, 31d",
        "0 1 31 * *, 61d",
        "0 1 1 JAN *, 366d",
        "0 1 29 FEB *, 1461d",
        "0 */6 * * *, 6h",
        "*/20 1 * * *, 23h20m",
    })
    void the_longest_wait_is_that_of_the_calendar(String line, String wait) {
        assertThat(CronSchedule.of(line).longestWait(FROM, TO).map(DurationText::write))
                .contains(wait);
    }

    @Test
    void what_never_opens_has_nothing_to_wait_for() {
        assertThat(CronSchedule.of("0 1 31 FEB,APR *").longestWait(FROM, TO)).isEmpty();
        assertThat(CronSchedule.of("0 1 31 FEB,APR *").opensBetween(FROM, TO)).isFalse();
        assertThat(CronSchedule.of("0 1 29 FEB *").opensBetween(FROM, TO)).isTrue();
    }

    @Test
    void every_minute_of_an_hour_is_a_minute_from_one_to_the_next() {
        CronSchedule schedule = CronSchedule.of("* 1 * * SAT");

        assertThat(schedule.shortestWait()).contains(Duration.ofMinutes(1));
        assertThat(schedule.at(LocalTime.of(1, 0))).hasToString("0 1 * * SAT");
    }

    @Test
    void what_opens_in_an_hour_that_does_not_exist_opens_once_at_its_end() {
        var eve = java.time.ZonedDateTime.parse("2026-03-28T12:00:00+01:00[Europe/Berlin]");

        assertThat(CronSchedule.of("0,30 2 * * *").after(eve, 3))
                .extracting(opening -> opening.toLocalDateTime().toString())
                .containsExactly("2026-03-29T03:00", "2026-03-30T02:00", "2026-03-30T02:30");
    }

    @Test
    void what_is_no_line_is_refused() {
        assertThatThrownBy(() -> CronSchedule.of("0 1 * *")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CronSchedule.of("0 25 * * *")).isInstanceOf(IllegalArgumentException.class);
    }
}
