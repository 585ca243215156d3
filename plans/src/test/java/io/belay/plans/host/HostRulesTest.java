package io.belay.plans.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of a host's file speaks where its mistake is, and is silent on every good file. */
class HostRulesTest {

    static List<HostRule> rules() {
        return HostRules.ALL;
    }

    static List<Path> good() {
        return Golden.files("hosts");
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_file_has_no_problem(Path file) {
        ReadHost read = HostFile.read(Golden.text(file), "db1.host.yaml");

        assertThat(read.problems().sorted()).extracting(Problem::statement).isEmpty();
        assertThat(HostRules.check(read.configuration().orElseThrow(), read.places()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_is_broken_by_its_own_mistakes(HostRule rule) {
        ErrorCode code = code(rule);
        List<Path> own = Golden.files("mistakes/host").stream()
                .filter(file -> file.getFileName().toString().startsWith(Integer.toString(code.number())))
                .toList();

        assertThat(own).as("mistakes of " + code).isNotEmpty();
        assertThat(own)
                .allSatisfy(file -> assertThat(HostFile.read(Golden.text(file), "db1.host.yaml")
                                .problems()
                                .sorted())
                        .extracting(Problem::code)
                        .contains(code));
    }

    @Test
    void no_two_rules_share_a_code() {
        assertThat(HostRules.ALL).extracting(HostRulesTest::code).doesNotHaveDuplicates();
    }

    private static ErrorCode code(HostRule rule) {
        try {
            return (ErrorCode) rule.getClass().getDeclaredField("CODE").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a rule has a constant CODE: " + rule.getClass(), e);
        }
    }
}
