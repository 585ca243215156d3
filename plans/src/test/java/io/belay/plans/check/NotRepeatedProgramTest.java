package io.belay.plans.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.PlanFile;
import io.belay.plans.problem.ProblemRenderer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an offline promotion cannot repeat is told when the plan is read, not when it is applied. */
class NotRepeatedProgramTest {

    private static String problems(String step, String promotion) {
        String plan = """
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
                  - analyze
                  %s
                  - verify
                  - approve: {by: change-board}
                  - promote: {%s}
                """.formatted(step, promotion);
        var read = PlanFile.read(plan, "orders.plan.yaml", Map.of());
        assertThat(read.problems().hasErrors())
                .as(ProblemRenderer.plain().text(read.problems()))
                .isFalse();
        return ProblemRenderer.plain().text(read.heeded().problems());
    }

    @Test
    void a_program_that_changes_the_candidate_before_an_offline_promotion_is_refused() {
        assertThat(problems("- exec: {program: tune, effects: candidate}", "mode: offline, way_back: none"))
                .contains("error[BLY-1110]", "orders.plan.yaml:12:5", "would be missing in new", "when: rehearsal");
    }

    @Test
    void one_that_only_rehearsals_run_or_that_changes_nothing_is_not() {
        assertThat(problems(
                        "- {when: rehearsal, exec: {program: tune, effects: candidate}}",
                        "mode: offline, way_back: none"))
                .isEmpty();
        assertThat(problems("- exec: {program: look, effects: none}", "mode: offline, way_back: none"))
                .isEmpty();
    }

    @Test
    void before_an_online_promotion_it_stays_for_there_the_candidate_itself_goes_live() {
        Path online = Path.of("src", "test", "resources", "good", "every-kind-online.yaml");
        assertThat(Golden.text(online)).contains("effects: candidate");

        var read =
                PlanFile.read(Golden.text(online), "orders.plan.yaml", Map.of()).heeded();

        assertThat(ProblemRenderer.plain().text(read.problems())).doesNotContain("would be missing");
    }
}
