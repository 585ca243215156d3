package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.feature.Feature;
import io.belay.plans.feature.Features;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is announced and what is executed are one thing. */
class CarriedOutTest {

    private final Steps steps = new Steps(Clock.systemUTC());
    private final Set<String> announced = CarriedOut.features(steps);

    static List<Path> library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "plans", "library"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void every_step_that_is_announced_has_an_executor_and_the_other_way_round() {
        Set<String> executed = new TreeSet<>();
        for (String kind : steps.kinds()) {
            HostStep step = steps.find(kind).orElseThrow();
            executed.add("step." + kind);
            step.options().forEach(option -> executed.add("step." + kind + "." + option));
        }

        assertThat(announced).filteredOn(name -> name.startsWith("step.")).containsExactlyElementsOf(executed);
        assertThat(executed).contains("step.preflight", "step.pg_upgrade", "step.promote", "step.retire");
    }

    @Test
    void nothing_is_announced_that_the_language_does_not_know() {
        List<String> catalogue = Features.ALL.stream().map(Feature::name).toList();

        assertThat(catalogue).containsAll(announced).doesNotHaveDuplicates();
    }

    @Test
    void what_no_class_carries_out_is_not_announced() {
        assertThat(announced).doesNotContain("step.reindex", "step.window", "step.promote.mode=online");
    }

    @ParameterizedTest
    @MethodSource("library")
    void every_plan_of_the_library_can_be_carried_out_as_it_stands(Path file) {
        ReadPlan plan = PlanFile.read(file, Map.of()).where(announced);

        assertThat(ProblemRenderer.plain().text(plan.problems())).isEmpty();
        assertThat(plan.resolved()).isPresent();
    }
}
