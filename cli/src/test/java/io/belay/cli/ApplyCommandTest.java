package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan to a run that may end with new being live: nothing is started before a person has named the cluster. */
class ApplyCommandTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            steps:
              - preflight
              - snapshot
              - clone
              - pg_upgrade
              - extensions
              - analyze
              - verify
              - approve: {by: change-board, count: 2}
              - promote: {mode: offline, way_back: none}
              - retire: {after: 14d}
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlan() throws IOException {
        belay.in(folder);
        Files.writeString(folder.resolve("orders.plan.yaml"), PLAN);
    }

    @Test
    void what_it_does_and_what_cannot_be_taken_back_is_said_before_anything_is_started() {
        Golden.assertSame(
                "apply-unconfirmed",
                belay.run("apply", "orders.plan.yaml").transcript()
                        + belay.run("apply", "orders.plan.yaml", "--confirm", "db1/payments")
                                .transcript());
        assertThat(belay.desk.calls).noneMatch(call -> call.startsWith("apply"));
    }

    @Test
    void typed_on_a_terminal_the_clusters_name_starts_it_and_it_is_followed_to_its_gate() {
        belay.typing("db1/orders");
        belay.desk.future.addAll(List.of(Upgrades.goingOn(), Upgrades.goingOn(), Upgrades.waiting()));

        Golden.assertSame("apply", belay.run("apply", "orders.plan.yaml").transcript());
        assertThat(belay.desk.calls)
                .containsExactly("rehearsed? else belay rehearse orders.plan.yaml", "apply orders.plan.yaml by dba");
    }

    @Test
    void given_as_an_option_it_is_started_and_left() {
        belay.desk.future.add(Upgrades.goingOn());

        var outcome = belay.run("apply", "orders.plan.yaml", "--confirm", "db1/orders", "--no-watch", "-o", "json");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("\"kind\" : \"started\"").contains("\"run\" : \"r-4b2e\"");
    }

    @Test
    void a_plan_that_was_not_rehearsed_is_refused_before_anybody_is_asked() {
        belay.desk.objection = Optional.of(new EngineFailure(
                EngineErrors.NOT_REHEARSED,
                "plan `orders-13-to-17` (abababababab) has never passed a rehearsal in this very form; it has to, within 1d"
                        + " before clients are touched (`budget.rehearsal_age`)",
                "run `belay rehearse orders.plan.yaml` first"));

        Golden.assertSame(
                "apply-not-rehearsed",
                belay.run("apply", "orders.plan.yaml", "--confirm", "db1/orders")
                        .transcript());
        assertThat(belay.desk.calls).isEmpty();
    }

    @Test
    void a_plan_with_mistakes_is_refused_as_by_validate() throws IOException {
        Files.writeString(folder.resolve("bad.plan.yaml"), PLAN.replace("- clone", "- klone"));

        assertThat(belay.run("apply", "bad.plan.yaml").exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(belay.asked).isEmpty();
    }

    @Test
    void the_command_to_rehearse_carries_the_inputs_and_quotes_them() throws IOException {
        Files.writeString(
                folder.resolve("my plan.plan.yaml"),
                PLAN.replace(
                                "live: {cluster: db1/orders",
                                "inputs: {target: {type: version}}\nlive: {cluster: db1/orders")
                        .replace("target: {version: 17}", "target: {version: \"${inputs.target}\"}"));

        belay.run("apply", "my plan.plan.yaml", "--input", "target=17", "--confirm", "db1/orders");

        assertThat(belay.desk.calls)
                .first()
                .isEqualTo("rehearsed? else belay rehearse 'my plan.plan.yaml' --input target=17");
    }
}
