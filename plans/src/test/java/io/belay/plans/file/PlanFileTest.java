package io.belay.plans.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {

    private static final Path INPUTS = Path.of("src", "test", "resources", "good", "inputs.yaml");
    private static final Path MINIMAL = Path.of("src", "test", "resources", "good", "minimal.yaml");

    @TempDir
    Path folder;

    @Test
    void a_value_from_outside_goes_before_the_default_and_changes_the_hash() {
        ReadPlan usual = PlanFile.read(INPUTS, Map.of());
        ReadPlan given = PlanFile.read(INPUTS, Map.of("version", "16"));

        assertThat(given.resolved().orElseThrow().targetVersion()).isEqualTo(16);
        assertThat(given.hash()).isPresent().isNotEqualTo(usual.hash());
    }

    @Test
    void a_value_that_is_not_allowed_or_for_no_input_is_refused() {
        assertThat(codes(PlanFile.read(INPUTS, Map.of("version", "18")))).containsExactly("BLY-1303");
        assertThat(codes(PlanFile.read(INPUTS, Map.of("hold", "5 minutes")))).containsExactly("BLY-1303");
        assertThat(codes(PlanFile.read(INPUTS, Map.of("verson", "17")))).containsExactly("BLY-1301");
        assertThat(codes(PlanFile.read(MINIMAL, Map.of("version", "17")))).containsExactly("BLY-1301");
    }

    @Test
    void a_file_that_is_not_there_too_large_or_not_text_is_a_problem_of_the_whole_file() throws IOException {
        Path large = Files.writeString(folder.resolve("large.yaml"), "# x\n".repeat(70_000));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC3, '(', '\n'});

        assertThat(codes(PlanFile.read(folder.resolve("none.yaml"), Map.of()))).containsExactly("BLY-1009");
        assertThat(codes(PlanFile.read(folder, Map.of()))).containsExactly("BLY-1009");
        assertThat(codes(PlanFile.read(large, Map.of()))).containsExactly("BLY-1006");
        assertThat(codes(PlanFile.read(binary, Map.of()))).containsExactly("BLY-1009");
        assertThat(PlanFile.read(large, Map.of())
                        .problems()
                        .sorted()
                        .get(0)
                        .place()
                        .isWholeFile())
                .isTrue();
    }

    @Test
    void windows_line_ends_change_nothing() {
        String text = Golden.text(MINIMAL);

        assertThat(PlanFile.read(text.replace("\n", "\r\n"), "x", Map.of()).hash())
                .isPresent()
                .isEqualTo(PlanFile.read(text, "x", Map.of()).hash());
    }

    @Test
    void steps_carry_what_the_engine_acts_on() {
        ResolvedPlan plan = PlanFile.read(Path.of("library", "single-node-offline.plan.yaml"), Map.of())
                .resolved()
                .orElseThrow();

        assertThat(plan.steps().stream().filter(ResolvedStep::waypoint).map(ResolvedStep::id))
                .containsExactly("clone", "pg_upgrade", "extensions", "analyze");
        assertThat(plan.steps().stream().filter(step -> !step.takesPartIn(true)).map(ResolvedStep::id))
                .containsExactly("approve", "promote", "retire");
        assertThat(plan.steps().stream().filter(step -> !step.required()).map(ResolvedStep::id))
                .containsExactly("extensions", "analyze", "retire");
        assertThat(plan.steps().stream()
                        .filter(step -> step.back().by().equals("none"))
                        .map(ResolvedStep::id))
                .containsExactly("promote", "retire");
        assertThat(plan.steps()).allSatisfy(step -> assertThat(step.needs()).isEmpty());
        assertThat(plan.steps().get(8).timeout()).isEqualTo("5m");
        assertThat(plan.steps().get(9).onFailure().rollBackTo()).isEqualTo("nothing");
        assertThat(plan.host()).isEqualTo("db1");
    }

    private static List<String> codes(ReadPlan read) {
        return read.problems().sorted().stream()
                .filter(Problem::isError)
                .map(problem -> problem.code().text())
                .toList();
    }
}
