package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.ProblemRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No plan in the documentation may rot: each fenced one is read and checked. */
class DocumentedPlansTest {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    static Stream<Arguments> plans() throws IOException {
        return fenced("kind: UpgradePlan");
    }

    static Stream<Arguments> hostFiles() throws IOException {
        return fenced("kind: HostConfiguration");
    }

    private static Stream<Arguments> fenced(String kind) throws IOException {
        Path repository = Path.of("..");
        try (Stream<Path> docs = Files.walk(repository.resolve("docs"))) {
            List<Path> files = Stream.concat(Stream.of(repository.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            Stream.Builder<Arguments> found = Stream.builder();
            for (Path file : files) {
                Matcher fences = FENCED.matcher(Files.readString(file));
                while (fences.find()) {
                    if (fences.group(1).contains(kind)) {
                        found.add(Arguments.of(repository.relativize(file).toString(), fences.group(1)));
                    }
                }
            }
            return found.build();
        }
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("plans")
    void every_fenced_plan_is_valid(String file, String text) {
        ReadPlan plan = PlanFile.read(text, file, Map.of());

        assertThat(plan.resolved())
                .as(ProblemRenderer.plain().text(plan.problems()))
                .isPresent();
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("hostFiles")
    void every_fenced_host_file_is_valid(String file, String text) {
        ReadHost host = HostFile.read(text, file);

        assertThat(host.problems().errors())
                .as(ProblemRenderer.plain().text(host.problems()))
                .isZero();
    }
}
