package io.belay.plans.agree;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.problem.ProblemRenderer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan states and what the host's file says, with the lines of both. */
class AgreedPlanTest {

    static List<Path> files() {
        return Golden.files("agree");
    }

    static List<Path> plans() {
        return Golden.files("good");
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_plan_beside_the_file_of_its_host_is_answered_by_this_text(Path file) {
        ReadPlan judged = AgreedPlan.compare(read(file), host());

        Golden.check(file, ".txt", ProblemRenderer.plain().text(judged.problems()));
        assertThat(judged.resolved().isEmpty()).isEqualTo(judged.problems().hasErrors());
    }

    @Test
    void each_difference_names_both_values_and_both_places() {
        ReadPlan plan = read(file("everything-differs"));
        HostConfiguration host = host().configuration().orElseThrow();

        assertThat(Agreement.compare(plan.resolved().orElseThrow(), host))
                .hasSize(9)
                .extracting(difference -> difference.inWords("db1"))
                .contains("the plan's `live.service` states `pg_ctl`, and `clusters[0].service` of host `db1` says"
                        + " `systemd`");
    }

    @Test
    void what_a_plan_does_not_state_agrees_with_every_file() {
        ReadPlan plan = PlanFile.read(
                Golden.text(Path.of("src/test/resources/good/minimal.yaml")), "orders.plan.yaml", Map.of());

        assertThat(Agreement.compare(
                        plan.resolved().orElseThrow(), host().configuration().orElseThrow()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_resolved_plan_written_as_a_plan_again_is_the_same_plan(Path file) {
        ReadPlan plan = read(file);

        ReadPlan again = PlanFile.read(HostPolicy.text(plan.resolved().orElseThrow()), "orders.plan.yaml", Map.of());

        assertThat(ProblemRenderer.plain().text(again.problems())).isEmpty();
        assertThat(again.resolved().orElseThrow().blocks())
                .isEqualTo(plan.resolved().orElseThrow().blocks());
    }

    @Test
    void a_worker_finds_the_warnings_that_its_host_makes_errors_without_the_text() {
        ReadPlan plan = PlanFile.read(
                Golden.text(file("agrees")).replaceAll("  - approve.*\n", ""), "orders.plan.yaml", Map.of());

        assertThat(HostPolicy.forbids(
                        plan.resolved().orElseThrow(), host().configuration().orElseThrow()))
                .extracting(problem -> problem.code().text())
                .containsExactly("BLY-1514");
        assertThat(HostPolicy.forbids(
                        read(file("agrees")).resolved().orElseThrow(),
                        host().configuration().orElseThrow()))
                .isEmpty();
    }

    @Test
    void what_a_host_found_is_compared_by_the_same_fields_as_its_file() {
        ReadPlan plan = read(file("everything-differs"));
        PinnedFacts found = PinnedFacts.read("""
                {"live": {"major": 12, "data_directory": "/srv/pg/orders/13/data", "service": "systemd",
                          "tablespaces": {}}, "target": {"port": 5433}, "storage": {"driver": "btrfs"}}
                """);

        assertThat(Agreement.compare(plan.resolved().orElseThrow(), found))
                .extracting(Difference::field)
                .contains("live.version", "live.data_directory", "live.service", "target.port", "storage.driver")
                .doesNotContain("standbys");
        assertThat(Agreement.compare(
                        read(file("agrees")).resolved().orElseThrow(), PinnedFacts.read("{\"live\": {\"major\": 18}}")))
                .extracting(Difference::configured)
                .contains("18");
    }

    private static ReadHost host() {
        return HostFile.read(Golden.text(Path.of("src/test/resources/hosts/db1.yaml")), "db1.host.yaml");
    }

    private static Path file(String name) {
        return Path.of("src", "test", "resources", "agree", name + ".yaml");
    }

    private static ReadPlan read(Path file) {
        return PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of());
    }
}
