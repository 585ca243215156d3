package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes that the language was designed with, and what it said about each on paper, letter by letter. */
class SamplesTest {

    static List<Path> samples() {
        return Golden.files("rules/samples");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_mistake_is_answered_as_it_was_designed(Path file) {
        String name = file.getFileName().toString().replace(".yaml", "");
        String expected = Golden.text(file.resolveSibling(name + ".txt"));

        String text = ProblemRenderer.plain().text(problems(expected, Golden.text(file)));

        assertThat(text).contains(expected + "see: belay explain BLY-" + name + "\n");
    }

    private static Problems problems(String expected, String text) {
        if (expected.contains("--> db1.host.yaml")) {
            return HostFile.read(text, "db1.host.yaml").problems();
        }
        String name = expected.contains("--> pay.plan.yaml") ? "pay.plan.yaml" : "orders.plan.yaml";
        return PlanFile.read(text, name, Map.of()).problems();
    }
}
