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
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
            assertThat(harness.client()
                            .ledger("db1/orders")
                            .orElseThrow()
                            .brief()
                            .lastSnapshot())
                    .isEqualTo("s2");
        }
    }

    @Test
    void nobody_sees_a_rehearsal_ended_before_its_ledger_knows() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");
            harness.client().watch(run, LIMIT, status -> {});

            String workflow = harness.client().run(run).orElseThrow().workflowId();
            List<HistoryEvent> events =
                    harness.temporal().fetchHistory(workflow).getEvents();
            long recording = lastOf(events, HistoryEvent::hasActivityTaskScheduledEventAttributes);
            assertThat(events.get((int) recording - 1)
                            .getActivityTaskScheduledEventAttributes()
                            .getActivityType()
                            .getName())
                    .isEqualTo("EngineRecord");
            assertThat(lastOf(events, HistoryEvent::hasWorkflowPropertiesModifiedEventAttributes))
                    .isGreaterThan(recorded(events, recording));
        }
    }

    private static long recorded(List<HistoryEvent> events, long scheduled) {
        return lastOf(
                events, event -> event.getActivityTaskCompletedEventAttributes().getScheduledEventId() == scheduled);
    }

    private static long lastOf(List<HistoryEvent> events, Predicate<HistoryEvent> kind) {
        return events.stream()
                .filter(kind)
                .mapToLong(HistoryEvent::getEventId)
                .max()
                .orElseThrow();
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

    @Test
    void a_step_whose_result_is_its_proof_is_not_asked_to_prove_it_again() {
        FakeHost host = new FakeHost().proving("clone", "analyze");
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds())
                    .contains("run clone", "verify pg_upgrade", "run analyze")
                    .doesNotContain("verify clone", "verify analyze");
        }
    }

    @Test
    void a_step_that_has_nothing_to_prepare_is_not_asked_to() {
        FakeHost host = new FakeHost().alwaysPrepared("extensions", "analyze");
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds())
                    .contains("run extensions", "prepare clone", "run analyze")
                    .doesNotContain("prepare extensions", "prepare analyze");
        }
    }

    @Test
    void a_step_whose_unclear_end_was_found_to_be_good_is_still_asked_for_its_proof() {
        FakeHost host = new FakeHost().proving("clone").when("run", "clone", StepResult.unclear("the worker is gone"));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds()).contains("inspect clone", "verify clone");
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
