package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.run.EngineSteps;
import io.belay.plans.feature.Feature;
import io.belay.plans.feature.Features;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
            return files.filter(file -> file.toString().endsWith(".plan.yaml"))
                    .sorted()
                    .toList();
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

        executed.addAll(EngineSteps.FEATURES);

        assertThat(announced).filteredOn(name -> name.startsWith("step.")).containsExactlyElementsOf(executed);
        assertThat(executed).contains("step.preflight", "step.pg_upgrade", "step.promote", "step.retire");
    }

    @Test
    void nothing_is_announced_that_the_language_does_not_know() {
        List<String> catalogue = Features.ALL.stream().map(Feature::name).toList();

        assertThat(catalogue).containsAll(announced).doesNotHaveDuplicates();
    }

    @Test
    void what_authors_add_to_an_upgrade_is_carried_out() {
        assertThat(announced).contains("step.sql", "step.exec", "step.reindex", "step.notify");
    }

    @Test
    void what_no_class_carries_out_is_not_announced() {
        assertThat(announced).doesNotContain("step.standby", "step.promote.way_back!=none where mode=offline");
    }

    @ParameterizedTest
    @MethodSource("library")
    void the_manual_lists_what_of_a_plan_of_the_library_nobody_carries_out_yet(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".plan.yaml", "");
        String missing = Stream.of(
                        PlanFile.read(file, Map.of()).uses(), host(file).uses())
                .flatMap(List::stream)
                .map(use -> use.feature().name())
                .filter(feature -> !announced.contains(feature))
                .distinct()
                .map(feature -> "`" + feature + "`")
                .collect(Collectors.joining(", "));

        assertThat(Files.readAllLines(Path.of("..", "docs", "manual", "library.md")))
                .filteredOn(line -> line.startsWith("| `" + name + "` | "))
                .contains("| `" + name + "` | " + (missing.isEmpty() ? "nothing" : missing) + " |");
    }

    @ParameterizedTest
    @MethodSource("library")
    void what_nobody_carries_out_is_all_that_is_wrong_with_a_plan_of_the_library(Path file) {
        ReadPlan plan = PlanFile.read(file, Map.of()).where(announced);

        assertThat(plan.problems().sorted())
                .extracting(problem -> problem.code().text())
                .isSubsetOf("BLY-1110");
        assertThat(host(file).where(announced).problems().sorted())
                .extracting(problem -> problem.code().text())
                .isSubsetOf("BLY-1110");
    }

    /** By its text: who may write a checked-out file is another matter. */
    private static ReadHost host(Path plan) {
        Path file = plan.resolveSibling(plan.getFileName().toString().replace(".plan.yaml", ".host.yaml"));
        try {
            return HostFile.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
