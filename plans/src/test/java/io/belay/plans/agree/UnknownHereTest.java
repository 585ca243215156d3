package io.belay.plans.agree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.feature.Feature;
import io.belay.plans.feature.Features;
import io.belay.plans.feature.Use;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker has only the resolved form, in which every default is written. */
class UnknownHereTest {

    private static final Set<String> ALL =
            Features.ALL.stream().map(Feature::name).collect(Collectors.toSet());

    static List<Path> library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("library"))) {
            return files.filter(file -> file.toString().endsWith(".plan.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("library")
    void nothing_of_a_plan_is_unknown_to_a_worker_that_carries_out_what_its_author_uses(Path file) {
        ReadPlan read = PlanFile.read(file, Map.of());
        Set<String> used = read.uses().stream()
                .map(Use::feature)
                .map(Feature::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(UnknownHere.in(read.resolved().orElseThrow(), used))
                .extracting(Problem::statement)
                .isEmpty();
    }

    @Test
    void a_kind_and_an_option_that_the_worker_does_not_bring_are_named() {
        ResolvedPlan plan = plan("online");
        Set<String> without = new TreeSet<>(ALL);
        without.removeAll(Set.of("step.promote.mode=online", "step.publish"));

        assertThat(UnknownHere.in(plan, ALL)).isEmpty();
        assertThat(UnknownHere.in(plan, without))
                .extracting(Problem::statement)
                .containsExactlyInAnyOrder(
                        "`publish` is known, but nothing at hand carries it out",
                        "`mode: online` is known, but nothing at hand carries it out");
    }

    @Test
    void a_field_that_the_workers_language_does_not_have_is_named() {
        ResolvedPlan plan = plan("online");
        ((ObjectNode) plan.blocks()).putObject("later").put("field", 1);

        assertThat(UnknownHere.in(CanonicalForm.read(CanonicalForm.write(plan)), ALL))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code().text()).isEqualTo("BLY-1101");
                    assertThat(problem.statement()).contains("unknown field `later`");
                });
    }

    private static ResolvedPlan plan(String name) {
        return PlanFile.read(Path.of("library", "single-node-" + name + ".plan.yaml"), Map.of())
                .resolved()
                .orElseThrow();
    }
}
