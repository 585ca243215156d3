package io.belay.plans.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelyTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            steps:
              - preflight
              - snapshot
              - clone
              - pg_upgrade
              - extensions
              - analyze
              - verify
              - approve: {by: change-board, expires: 8d}
              - window: {at: 2026-12-05T01:00, length: 3h, zone: Europe/Istanbul}
              - promote: {mode: offline, way_back: none}
            """;

    /** When the window closes: 04:00 in Istanbul. */
    private static final Instant CLOSES = Instant.parse("2026-12-05T01:00:00Z");

    @Test
    void a_window_that_is_over_is_refused_with_the_next_day_to_write() {
        ReadPlan judged = Timely.judge(read(PLAN), CLOSES, Map.of());

        assertThat(ProblemRenderer.plain().text(judged.problems())).isEqualTo("""
                error[BLY-1705]: this window is past
                  --> orders.plan.yaml:15:18
                15 |   - window: {at: 2026-12-05T01:00, length: 3h, zone: Europe/Istanbul}
                   |                  ^^^^^^^^^^^^^^^^ it closed at 2026-12-05T04:00; now it is 2026-12-05T04:00
                help: write a day to come, `at: 2026-12-06T01:00` or later
                see: belay explain BLY-1705
                """);
        assertThat(judged.resolved()).isEmpty();
    }

    @Test
    void a_window_in_the_hour_that_clocks_leave_out_opens_at_its_end_and_no_such_day_is_proposed() {
        String gap = PLAN.replace(
                "2026-12-05T01:00, length: 3h, zone: Europe/Istanbul",
                "2026-03-29T02:30, length: 3h, zone: Europe/Berlin");
        Instant closes = Instant.parse("2026-03-29T04:00:00Z");

        assertThat(Timely.judge(read(gap), closes.minusSeconds(1), Map.of()).resolved())
                .isPresent();
        assertThat(Timely.judge(read(gap), closes, Map.of()).problems().sorted())
                .extracting(Problem::label)
                .containsExactly("it closed at 2026-03-29T06:00; now it is 2026-03-29T06:00");
        assertThat(Timely.judge(read(gap), Instant.parse("2027-03-27T22:00:00Z"), Map.of())
                        .problems()
                        .sorted())
                .extracting(Problem::help)
                .as("on the next day 02:30 does not exist either")
                .containsExactly("write a day to come, `at: 2027-03-29T02:30` or later");
    }

    @Test
    void a_window_in_the_hour_that_comes_twice_opens_the_first_time() {
        String twice = PLAN.replace(
                "2026-12-05T01:00, length: 3h, zone: Europe/Istanbul",
                "2026-10-25T02:30, length: 1h, zone: Europe/Berlin");

        Instant closes = Instant.parse("2026-10-25T01:30:00Z");

        assertThat(Timely.judge(read(twice), closes.minusSeconds(1), Map.of()).resolved())
                .isPresent();
        assertThat(Timely.judge(read(twice), closes, Map.of()).resolved()).isEmpty();
    }

    @Test
    void a_window_that_is_still_open_or_to_come_is_used() {
        assertThat(Timely.judge(read(PLAN), CLOSES.minusSeconds(1), Map.of()).resolved())
                .isPresent();
        assertThat(Timely.judge(read(PLAN), CLOSES.minusSeconds(999_999), Map.of())
                        .resolved())
                .isPresent();
    }

    @Test
    void a_window_shorter_than_what_was_rehearsed_with_its_margin_is_refused() {
        Map<String, Duration> rehearsed = Map.of("promote", Duration.ofMinutes(160), "pg_upgrade", Duration.ofHours(9));

        ReadPlan judged = Timely.judge(read(PLAN), Instant.EPOCH, rehearsed);

        assertThat(ProblemRenderer.plain().text(judged.problems())).isEqualTo("""
                error[BLY-1704]: what stands behind this window took 2h40m in rehearsals, times 1.5x; the window is 3h
                  --> orders.plan.yaml:15:44
                15 |   - window: {at: 2026-12-05T01:00, length: 3h, zone: Europe/Istanbul}
                   |                                            ^^ 4h are needed
                help: write `length: 4h`, or a smaller `budget.margin`
                see: belay explain BLY-1704
                """);
    }

    @Test
    void two_hours_of_rehearsal_fit_into_three_and_retiring_is_not_counted() {
        String retiring = PLAN + "  - retire: {after: 7d}\n";

        assertThat(Timely.judge(
                                read(retiring),
                                Instant.EPOCH,
                                Map.of("promote", Duration.ofHours(2), "retire", Duration.ofHours(9)))
                        .resolved())
                .isPresent();
    }

    private static ReadPlan read(String text) {
        ReadPlan read = PlanFile.read(text, "orders.plan.yaml", Map.of());
        assertThat(read.problems().sorted()).noneMatch(problem -> problem.isError());
        return new ReadPlan(
                read.plan(), read.resolved(), read.defaults(), read.problems().with(java.util.List.of()));
    }
}
