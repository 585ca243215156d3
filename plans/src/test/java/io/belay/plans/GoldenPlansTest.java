package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.explain.Explanation;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good plans, their canonical form and their explanation. */
class GoldenPlansTest {

    static List<Path> good() {
        return Golden.files("good");
    }

    static List<Path> library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("library"))) {
            return files.filter(file -> file.toString().endsWith(".plan.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_plan_resolves_to_this_form_and_reads_as_this_table(Path file) {
        ReadPlan read = PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of());

        assertThat(ProblemRenderer.plain().text(read.problems())).isEmpty();
        ResolvedPlan plan = read.resolved().orElseThrow();
        Golden.check(file, ".canonical.json", read.canonical().orElseThrow() + "\n");
        Explanation explanation = Explanation.of(plan).withDefaults(read.defaults());
        Golden.check(file, ".explain.txt", explanation.text(true));
    }

    @ParameterizedTest
    @MethodSource("good")
    void the_canonical_form_is_read_back_as_the_same_plan(Path file) {
        ReadPlan read = PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of());
        String canonical = read.canonical().orElseThrow();

        ResolvedPlan back = CanonicalForm.read(canonical);

        assertThat(back).isEqualTo(read.resolved().orElseThrow());
        assertThat(CanonicalForm.write(back)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @MethodSource("library")
    void a_plan_of_the_library_has_no_problem(Path file) {
        ReadPlan read = PlanFile.read(file, Map.of());

        assertThat(read.problems().sorted()).extracting(Problem::statement).isEmpty();
        assertThat(read.resolved()).isPresent();
    }

    @Test
    void different_plans_have_different_hashes() {
        List<String> hashes = good().stream()
                .filter(file -> !file.toString().contains("bare-and-braced"))
                .filter(file -> !file.toString().contains("spelling-is"))
                .map(file ->
                        PlanFile.read(Golden.text(file), "x", Map.of()).hash().orElseThrow())
                .toList();

        assertThat(hashes).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void a_bare_step_and_one_with_empty_braces_are_the_same_plan() {
        assertThat(hash("bare-and-braced-are-one")).isEqualTo(hash("minimal"));
    }

    @Test
    void the_spelling_of_values_and_what_is_said_by_default_do_not_change_the_hash() {
        String said = Golden.text(file("minimal"))
                .replace("steps:", "on_failure: {then: wait_for_operator}\nbudget: {rehearsal_age: 1440m}\nsteps:")
                .replace("- snapshot", "- snapshot  # a comment");

        assertThat(PlanFile.read(said, "x", Map.of()).hash()).contains(hash("minimal"));
    }

    @Test
    void the_description_is_outside_the_hash_and_the_ticket_is_in_it() {
        String plan = Golden.text(file("minimal"));
        String described = plan.replace("metadata: {", "metadata: {description: what it is for, ");
        String ticket = plan.replace("metadata: {", "metadata: {change: CHG-1, ");

        assertThat(PlanFile.read(described, "x", Map.of()).hash()).contains(hash("minimal"));
        assertThat(PlanFile.read(ticket, "x", Map.of()).hash().orElseThrow()).isNotEqualTo(hash("minimal"));
    }

    @Test
    void an_explanation_for_programs_names_the_crossing_and_the_way_back_from_each_step() {
        ReadPlan read = PlanFile.read(Path.of("library", "single-node-offline.plan.yaml"), Map.of());

        ObjectNode json = Explanation.of(read.resolved().orElseThrow()).json();

        assertThat(json.path("format_version").asText()).isEqualTo("1.0");
        assertThat(json.path("steps")).hasSize(10);
        assertThat(json.path("steps").path(3).path("going_back").path("how").asText())
                .isEqualTo("restore clone");
        assertThat(json.path("steps").path(8).path("crossing").asText()).contains("POINT OF NO RETURN");
        assertThat(json.path("left_out_of_rehearsals")).hasSize(3);
    }

    private static Path file(String name) {
        return Path.of("src", "test", "resources", "good", name + ".yaml");
    }

    private static String hash(String name) {
        return PlanFile.read(Golden.text(file(name)), "x", Map.of()).hash().orElseThrow();
    }
}
