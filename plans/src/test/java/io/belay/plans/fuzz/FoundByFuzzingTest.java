package io.belay.plans.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.format.Formatter;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What once threw, took seconds or filled the memory. That none of it is slow again is for {@link FuzzTest} to see. */
class FoundByFuzzingTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            """;

    @Test
    void a_question_mark_alone_is_no_name_and_nothing_is_formatted() {
        Problems problems = new Problems(new Source("x", "[{w: [?]}]"));

        assertThat(Formatter.format("[{w: [?]}]", problems)).isEmpty();
        assertThat(problems.sorted())
                .extracting(problem -> problem.code().text())
                .containsExactly("BLY-1003");
    }

    @Test
    void the_step_after_a_thousand_is_said_and_no_further_one_is_read() {
        ReadPlan read = read("steps:\n  - preflight\n"
                + numbered(
                        1500,
                        "  - {id: w%d, window: {cron: "
                                + "\"* 1 1-28 JAN-NOV *\", length: 4h, zone: Europe/Istanbul}}\n"));

        assertThat(read.problems().sorted())
                .filteredOn(problem -> problem.code().text().equals("BLY-1410"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.place().line()).isEqualTo(1007));
        assertThat(read.plan().orElseThrow().steps()).hasSize(1001);
    }

    @Test
    void a_thousand_steps_are_not_too_many() {
        ReadPlan read = read("steps:\n  - preflight\n  - snapshot\n  - clone\n  - pg_upgrade\n"
                + numbered(996, "  - {id: a%d, analyze: {}}\n"));

        assertThat(read.problems().sorted()).isEmpty();
        assertThat(read.resolved().orElseThrow().steps()).hasSize(1000);
    }

    @Test
    void a_file_of_twenty_thousand_values_is_not_read_to_its_end() {
        ReadPlan read = read("standbys: [" + numbered(21_000, "d%d/o,") + "]\n");

        assertThat(read.problems().sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code().text()).isEqualTo("BLY-1006"));
    }

    @Test
    void of_a_file_that_is_wrong_throughout_a_thousand_problems_are_kept() {
        ReadPlan read = read("# " + "\t".repeat(200_000) + "\n");

        assertThat(read.problems().errors()).isEqualTo(1000);
        assertThat(read.problems().hasErrors()).isTrue();
        assertThat(ProblemRenderer.plain().text(read.problems())).contains("and 980 more");
    }

    @Test
    void members_of_a_group_that_all_meet_are_said_three_times_each() {
        ReadPlan read = read("steps:\n  - clone\n  - parallel:\n      limit: 2\n      steps:\n"
                + numbered(300, "        - {id: e%d, exec: {program: p, effects: candidate}}\n"));

        assertThat(read.problems().sorted())
                .filteredOn(problem -> problem.code().text().equals("BLY-1526"))
                .hasSize(3 * 300 - 3 - 2 - 1);
    }

    @Test
    void thousands_of_secrets_are_hidden_and_none_is_repeated_in_a_message() {
        String text = "passwords: [" + numbered(3000, "hunter%dx,") + "]\nhunter17x: hunter2999xhunter1x\n";
        ReadPlan read = read(text);

        assertThat(read.problems().sorted()).isNotEmpty().allSatisfy(FoundByFuzzingTest::isSilent);
        assertThat(ProblemRenderer.plain().text(read.problems())).doesNotContain("hunter17x", "hunter2999x");
    }

    @Test
    void a_word_as_long_as_the_file_is_compared_with_no_name() {
        ReadPlan read = read("steps: [" + "x".repeat(200_000) + "]\n");

        assertThat(read.problems().sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.help()).startsWith("steps are"));
    }

    private static void isSilent(Problem problem) {
        assertThat(problem.statement() + problem.label() + problem.help()).doesNotContain("hunter17x", "hunter2999x");
    }

    private static String numbered(int times, String text) {
        return IntStream.range(0, times)
                .mapToObj(i -> text.replace("%d", Integer.toString(i)))
                .collect(Collectors.joining());
    }

    private static ReadPlan read(String rest) {
        return PlanFile.read(PLAN + rest, "orders.plan.yaml", Map.of());
    }
}
