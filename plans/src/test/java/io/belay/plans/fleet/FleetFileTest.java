package io.belay.plans.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.Golden;
import io.belay.plans.feature.Feature;
import io.belay.plans.feature.Features;
import io.belay.plans.file.PlanFile;
import io.belay.plans.fleet.ResolvedFleet.ClusterPlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One plan for many clusters: each gets a plan and a hash of its own, and the fleet's hash covers them all. */
class FleetFileTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "fleet");

    @TempDir
    private Path folder;

    static List<Path> mistakes() {
        return Golden.files("mistakes/fleet");
    }

    static List<FleetRule> rules() {
        return FleetRules.ALL;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_bad_fleet_is_answered_by_this_text(Path file) {
        ReadFleet read = FleetFile.read(file);

        Golden.check(file, ".txt", ProblemRenderer.plain().text(read.problems()).replace(file.getParent() + "/", ""));
        assertThat(read.resolved().isEmpty()).isEqualTo(read.problems().hasErrors());
        assertThat(read.problems().sorted())
                .extracting(problem -> problem.code().text())
                .contains("BLY-" + file.getFileName().toString().substring(0, 4));
        assertThat(read.problems().sorted())
                .allSatisfy(problem ->
                        assertThat(problem.help()).as(problem.statement()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_rule_has_its_own_mistake(FleetRule rule) throws ReflectiveOperationException {
        ErrorCode code = (ErrorCode) rule.getClass().getDeclaredField("CODE").get(null);

        assertThat(mistakes()).anyMatch(file -> file.getFileName().toString().startsWith("" + code.number()));
    }

    @Test
    void every_cluster_has_a_plan_of_its_own_and_the_nearest_input_wins() {
        ReadFleet read = FleetFile.read(FOLDER.resolve("forty.yaml"));

        assertThat(read.problems().sorted()).extracting(Problem::statement).isEmpty();
        List<ClusterPlan> clusters = read.resolved().orElseThrow().clusters();
        assertThat(clusters).hasSize(40);
        assertThat(clusters.stream().map(ClusterPlan::hash).collect(Collectors.toSet()))
                .hasSize(40);
        assertThat(hold(plan(clusters, "db01/shop"))).isEqualTo("2m");
        assertThat(hold(plan(clusters, "db31/shop"))).isEqualTo("20m");
        assertThat(jobs(plan(clusters, "db03/shop"))).isEqualTo("2");
        assertThat(jobs(plan(clusters, "db20/shop"))).isEqualTo("4");
        assertThat(jobs(plan(clusters, "db31/shop"))).isEqualTo("8");
        assertThat(plan(clusters, "db31/shop").wave()).isEqualTo("rest");
    }

    @Test
    void a_cluster_of_a_fleet_has_the_hash_that_its_plan_has_alone() {
        ResolvedFleet fleet =
                FleetFile.read(FOLDER.resolve("one.yaml")).resolved().orElseThrow();

        assertThat(PlanFile.read(FOLDER.resolve("plans/shop.plan.yaml"), Map.of("cluster", "db1/shop"))
                        .hash())
                .contains(fleet.clusters().get(0).hash());
    }

    @Test
    void the_canonical_form_of_a_fleet_is_this() {
        Path file = FOLDER.resolve("forty.yaml");

        Golden.check(
                file,
                ".canonical.json",
                FleetFile.read(file).resolved().orElseThrow().canonical() + "\n");
    }

    @Test
    void the_hash_of_the_fleet_covers_each_cluster_and_everything_that_is_decided() throws IOException {
        String text = Golden.text(FOLDER.resolve("forty.yaml"));
        Set<String> hashes = new HashSet<>();
        hashes.add(hash(text));
        hashes.add(hash(text.replace("db31/shop: {hold: 20m", "db31/shop: {hold: 21m")));
        hashes.add(hash(text.replace("soak: 7d", "soak: 8d")));
        hashes.add(hash(text.replace("at_once: 5", "at_once: 6")));
        hashes.add(hash(text.replace("wave: 1, fleet: 2", "wave: 2, fleet: 2")));
        hashes.add(hash(text.replace("approve: {by: change-board}", "approve: {by: change-board, count: 2}")));
        hashes.add(hash(text.replace("on: [failing,", "on: [overdue,")));

        assertThat(hashes).hasSize(7);
        assertThat(hash(text.replace("soak: 7d", "soak: 168h   # a week"))).isEqualTo(hash(text));
    }

    @Test
    void running_a_fleet_is_a_feature_and_validating_one_is_not() {
        Set<String> all = Features.ALL.stream()
                .map(Feature::name)
                .filter(name -> !name.equals("kind.FleetPlan"))
                .collect(Collectors.toSet());
        Path file = FOLDER.resolve("one.yaml");

        assertThat(FleetFile.read(file).where(all).resolved()).isPresent();
        ReadFleet run = FleetFile.read(file).toRun(all);
        assertThat(run.resolved()).isEmpty();
        assertThat(ProblemRenderer.plain().text(run.problems()))
                .contains("error[BLY-1110]: `kind: FleetPlan`")
                .contains("an engine that runs fleets");
        assertThat(FleetFile.read(file).where(Set.of()).problems().sorted())
                .extracting(problem -> problem.code().text())
                .containsOnly("BLY-1110");
    }

    @Test
    void a_missing_file_is_a_problem_and_not_a_crash() {
        ReadFleet read = FleetFile.read(folder.resolve("none.fleet.yaml"));

        assertThat(read.resolved()).isEmpty();
        assertThat(read.problems().hasErrors()).isTrue();
    }

    private String hash(String text) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(folder.resolve("plans/shop.plan.yaml"), Golden.text(FOLDER.resolve("plans/shop.plan.yaml")));
        Path file = Files.writeString(folder.resolve("x.fleet.yaml"), text);
        return FleetFile.read(file).resolved().orElseThrow().hash();
    }

    private static ClusterPlan plan(List<ClusterPlan> clusters, String name) {
        return clusters.stream()
                .filter(cluster -> cluster.cluster().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String hold(ClusterPlan plan) {
        return plan.plan().blocks().path("budget").path("hold").asText();
    }

    private static String jobs(ClusterPlan plan) {
        return plan.plan().steps().stream()
                .filter(step -> step.kind().equals("pg_upgrade"))
                .map(step -> step.with().path("jobs"))
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }
}
