package io.belay.plans.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.PlanFile;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule speaks where its mistake is, and is silent on every good plan. */
class RulesTest {

    static List<Rule> rules() {
        return Rules.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_is_broken_by_its_own_mistakes_and_by_no_good_plan(Rule rule) {
        ErrorCode code = code(rule);
        List<Path> own = Golden.files("mistakes/plan").stream()
                .filter(file -> file.getFileName().toString().startsWith(Integer.toString(code.number())))
                .toList();

        assertThat(own).as("mistakes of " + code).isNotEmpty();
        assertThat(own)
                .allSatisfy(file -> assertThat(rule.check(plan(file)))
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(code)));
        assertThat(Golden.files("good"))
                .allSatisfy(file -> assertThat(rule.check(plan(file))).isEmpty());
        assertThat(Golden.files("rules/good"))
                .allSatisfy(file -> assertThat(
                                rule.check(PlanFile.read(file, Map.of()).plan().orElseThrow()))
                        .isEmpty());
    }

    static List<Path> good() {
        return Golden.files("rules/good");
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_plan_that_a_careful_administrator_writes_has_no_problem(Path file) {
        var problems = PlanFile.read(file, Map.of()).problems();

        assertThat(ProblemRenderer.plain().text(problems)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void what_can_be_accepted_is_what_warns(Rule rule) {
        ErrorCode code = code(rule);
        List<Problem> problems = Golden.files("mistakes/plan").stream()
                .filter(file -> file.getFileName().toString().startsWith(Integer.toString(code.number())))
                .flatMap(file -> rule.check(plan(file)).stream())
                .toList();

        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.isError()).isNotEqualTo(Warnings.has(code.text())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_manual_lists_every_rule_and_whether_it_warns(Rule rule) throws IOException {
        String code = code(rule).text();
        String severity = Warnings.has(code) ? "warning" : "error";

        assertThat(Files.readString(Path.of("..", "docs", "manual", "rules.md")))
                .contains(code.equals("BLY-1112") ? "`BLY-1112`" : "| " + code + " | " + severity + " |");
    }

    @Test
    void no_two_rules_share_a_code() {
        assertThat(Rules.ALL).extracting(rule -> code(rule)).doesNotHaveDuplicates();
    }

    private static UpgradePlan plan(Path file) {
        return PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of())
                .plan()
                .orElseThrow();
    }

    private static ErrorCode code(Rule rule) {
        try {
            return (ErrorCode) rule.getClass().getDeclaredField("CODE").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a rule has a constant CODE: " + rule.getClass(), e);
        }
    }
}
