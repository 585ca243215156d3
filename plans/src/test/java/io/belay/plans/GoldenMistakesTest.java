package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code mistakes} is answered by exactly the text beside it. */
class GoldenMistakesTest {

    static List<Path> plans() {
        return Golden.files("mistakes/plan");
    }

    static List<Path> hosts() {
        return Golden.files("mistakes/host");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_bad_plan_is_answered_by_this_text(Path file) {
        var read = PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of());
        if (file.getFileName().toString().startsWith("1110")) {
            read = read.where(Announced.FIRST_SLICE);
        }

        check(file, read.problems());
        assertThat(read.resolved().isEmpty()).isEqualTo(read.problems().hasErrors());
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void a_bad_host_file_is_answered_by_this_text(Path file) {
        var read = HostFile.read(Golden.text(file), "db1.host.yaml");

        check(file, read.problems());
        assertThat(read.configuration()).isEmpty();
        assertThat(ProblemJson.of(read.problems()).toString()).doesNotContain("hunter2");
    }

    @Test
    void there_are_at_least_forty_mistakes() {
        assertThat(plans().size() + hosts().size()).isGreaterThanOrEqualTo(40);
    }

    private static void check(Path file, Problems problems) {
        String text = ProblemRenderer.plain().text(problems);
        assertThat(text).doesNotContain("hunter2");
        Golden.check(file, ".txt", text);
        String code = file.getFileName().toString().substring(0, 4);
        if (code.chars().allMatch(Character::isDigit)) {
            assertThat(problems.sorted())
                    .extracting(problem -> problem.code().text())
                    .contains("BLY-" + code);
        }
        assertThat(problems.sorted()).allSatisfy(GoldenMistakesTest::helps);
    }

    private static void helps(Problem problem) {
        assertThat(problem.help()).as(problem.statement()).isNotEmpty();
        String words = problem.statement().replaceAll("`[^`]*`", "");
        assertThat(words).doesNotEndWith(".").doesNotContain("!");
    }
}
