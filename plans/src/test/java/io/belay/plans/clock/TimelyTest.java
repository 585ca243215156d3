package io.belay.plans.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
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
