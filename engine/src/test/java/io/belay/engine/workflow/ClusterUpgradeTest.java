package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.Phase;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How runs go, and what is seen of them. */
class ClusterUpgradeTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final ErrorCode DATA = new ErrorCode(3501, Fault.SNAPSHOT);

    @Test
    void a_rehearsal_ends_completed_and_tells_the_ledger() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            List<RunStatus> seen = new ArrayList<>();
            RunStatus end = harness.client().watch(run, LIMIT, seen::add);

            assertThat(end.phase()).isEqualTo(Phase.COMPLETED.name());
            assertThat(host.deeds()).endsWith("drop");
            await().atMost(LIMIT)
                    .until(() -> harness.client().ledger("db1/orders").isPresent());
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(harness.client()
                                    .ledger("db1/orders")
                                    .orElseThrow()
                                    .brief()
                                    .lastSnapshot())
                            .isEqualTo("s2"));
        }
    }

    @Test
    void no_probe_waits_for_the_answer_of_another() {
        FakeHost host = new FakeHost().answeringProbesTogether();
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds().subList(0, 7)).allMatch(deed -> deed.startsWith("probe "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "snapshot", "clone", "pg_upgrade", "extensions", "analyze", "verify"})
    void a_rehearsal_that_fails_at_a_step_drops_its_candidate_and_names_the_step(String step) {
        FakeHost host = new FakeHost().when("run", step, StepResult.failed(DATA, "refused", "mend", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s3", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("FAILED");
            assertThat(end.problem().step()).isEqualTo(step);
            assertThat(end.problem().code()).isEqualTo("BLY-3501");
            assertThat(host.deeds()).endsWith("run " + step, "drop");
        }
    }

    @Test
    void an_unclear_end_is_inspected() {
        FakeHost host = new FakeHost()
                .when("run", "pg_upgrade", StepResult.unclear("the tool is gone"))
                .when("inspect", "pg_upgrade", StepResult.unclear("still reading"));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds())
                    .containsSubsequence(
                            "run pg_upgrade", "inspect pg_upgrade", "inspect pg_upgrade", "verify pg_upgrade");
        }
    }

    @Test
    void what_is_seen_of_a_run_holds_its_plan_and_the_answers_of_the_host() {
        StepResult refused = StepResult.failed(DATA, "refused", "mend", Map.of())
                .withFindings(List.of(new StepResult.FindingReport(
                        "BLY-2013", "blocker", "public.jobs.handler", "has type regproc", "ALTER", "ALTER")));
        FakeHost host = new FakeHost().when("run", "preflight", refused);
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});

            ObservedRun seen = harness.client().run(run).orElseThrow();

            assertThat(seen.planHash()).isEqualTo(CanonicalForm.hash(PLAN));
            assertThat(seen.details().get(0).result().orElseThrow().findings()).hasSize(1);
            assertThat(seen.details().get(3).kind()).isEqualTo("pg_upgrade");
            assertThat(harness.client().runs("db1/orders", 10))
                    .extracting(found -> found.status().run())
                    .containsExactly(run);
        }
    }

    @Test
    void a_rehearsal_that_passes_counts_for_the_apply_of_the_same_plan() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            EngineClient client = harness.client();
            client.awaitEnd(client.startRehearsal(PLAN, "s2", "carol"), LIMIT, status -> {});

            await().atMost(LIMIT).untilAsserted(() -> client.requireApplicable(PLAN, "belay rehearse p"));
        }
    }
}
