package io.belay.plans.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanDiffTest {

    private static final String PLAN = Golden.text(Path.of("src", "test", "resources", "good", "minimal.yaml"));

    private static PlanDiff diff(String before, String after) {
        return PlanDiff.of(read(before), read(after));
    }

    private static ReadPlan read(String text) {
        return PlanFile.read(text, "x.plan.yaml", Map.of());
    }

    private static List<String> lines(String before, String after) {
        return diff(before, after).changes().lines();
    }

    @Test
    void every_good_plan_is_the_same_as_itself_and_different_from_every_other() {
        List<ReadPlan> plans = Golden.files("good").stream()
                .map(file -> PlanFile.read(Golden.text(file), file.toString(), Map.of()))
                .toList();

        for (ReadPlan left : plans) {
            for (ReadPlan right : plans) {
                PlanDiff diff = PlanDiff.of(left, right);
                assertThat(diff.isSame()).isEqualTo(left.hash().equals(right.hash()));
                assertThat(diff.changes().isEmpty())
                        .as("%s and %s%n%s", diff.before(), diff.after(), diff.text())
                        .isEqualTo(diff.isSame());
                assertThat(diff.loses().isEmpty()).isEqualTo(diff.isSame());
            }
        }
    }

    @Test
    void a_field_of_a_block_is_said_with_both_values_and_the_mark_of_a_default() {
        assertThat(lines(PLAN, PLAN.replace("steps:", "budget: {hold: 120s}\nsteps:")))
                .containsExactly("plan", "  changed  budget.hold  5m (default) -> 2m");
    }

    @Test
    void a_default_that_is_written_out_changes_nothing() {
        assertThat(diff(PLAN, PLAN.replace("steps:", "budget: {hold: 300s}\nsteps:"))
                        .isSame())
                .isTrue();
    }

    @Test
    void what_the_plan_says_for_all_steps_is_said_once() {
        assertThat(lines(PLAN, PLAN.replace("steps:", "on_failure: {roll_back_to: start}\nsteps:")))
                .containsExactly("plan", "  changed  on_failure.roll_back_to  last_good_step (default) -> start");
    }

    @Test
    void a_new_step_is_not_said_again_in_what_all_later_ones_need() {
        assertThat(lines(PLAN, PLAN.replace("  - clone\n", "  - clone\n  - {id: look, verify: {}}\n")))
                .containsExactly("steps", "  added    look (verify)  behind `clone`");
    }

    @Test
    void what_a_step_needs_is_said_when_its_author_wrote_it() {
        assertThat(lines(PLAN, PLAN.replace("  - analyze\n", "  - analyze:\n    needs: [clone]\n")))
                .hasSize(2)
                .last()
                .asString()
                .contains("analyze.needs", "-> [clone]");
    }

    @Test
    void a_kind_that_changes_under_the_same_id_is_said() {
        String before = PLAN.replace("  - analyze\n", "  - {id: work, analyze: {}}\n");
        String after = PLAN.replace("  - analyze\n", "  - {id: work, extensions: {}}\n")
                .replace("  - extensions\n", "");

        assertThat(lines(before, after))
                .anyMatch(line -> line.contains("work is") && line.contains("analyze -> extensions"));
    }

    @Test
    void only_as_many_steps_are_moved_as_have_to_be() {
        assertThat(StepOrder.moved(List.of("a", "b", "c", "d"), List.of("d", "a", "b", "c")))
                .containsExactly("d");
        assertThat(StepOrder.moved(List.of("a", "b", "c"), List.of("a", "b", "c")))
                .isEmpty();
        assertThat(StepOrder.moved(List.of("a", "b", "c"), List.of("c", "b", "a")))
                .hasSize(2);
    }

    @Test
    void a_name_that_changes_costs_the_ledgers_memory() {
        assertThat(diff(PLAN, PLAN.replace("name: orders", "name: others")).loses())
                .anyMatch(loss -> loss.contains("counted anew"));
    }
}
