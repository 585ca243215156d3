package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.ledger.Depth;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ends before its first step, and says why. */
class RefusedRunTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void a_second_upgrade_of_the_same_cluster_is_refused() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            String run = harness.client().startUpgrade(PLAN, "carol");
            harness.client().watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> harness.client().startUpgrade(PLAN, "dave"))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4011));
        }
    }

    @Test
    void a_plan_that_was_changed_on_the_way_is_refused_before_anything_is_done() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            RunReference run = new RunReference("r1", true, "db1/orders", "orders-13-to-17", "0".repeat(64), "s2");
            ClusterUpgrade upgrade = harness.temporal()
                    .newWorkflowStub(
                            ClusterUpgrade.class,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(WorkflowIds.rehearsal(run))
                                    .setTaskQueue("belay-engine")
                                    .build());

            assertThatThrownBy(() -> upgrade.carryOut(new RunOrder(run, PLAN, "carol", Depth.FULL)))
                    .isInstanceOf(WorkflowFailedException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo("PlanIntegrity"));
            assertThat(host.deeds()).isEmpty();
            assertThat(harness.client().run("r1")).isNotEmpty();
            assertThat(harness.client().run("r1").orElseThrow().notice()).contains("refused the run: the plan's text");
        }
    }

    @Test
    void a_worker_of_another_protocol_is_refused_before_any_step_and_told_what_to_install() {
        FakeHost host = new FakeHost()
                .announcing(new Announcement(
                        "db1", Queues.PROTOCOL - 1, "older", List.of(), Map.of(), Map.of(), List.of(), Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.problem().code()).isEqualTo("BLY-4004");
            assertThat(end.problem().summary())
                    .startsWith("host `db1` speaks protocol " + (Queues.PROTOCOL - 1) + ", this engine speaks "
                            + Queues.PROTOCOL);
            assertThat(end.problem().remedy()).startsWith("install the same Belay on both");
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void a_host_that_lacks_something_is_refused_before_any_step() {
        FakeHost host = new FakeHost()
                .announcing(new Announcement(
                        "db1",
                        1,
                        "test",
                        List.of("preflight"),
                        Map.of("orders", List.of("rehearse")),
                        Map.of("17", "17.11"),
                        List.of(),
                        Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.problem().code()).isEqualTo("BLY-4005");
            assertThat(end.problem().summary()).contains("pg_upgrade").contains("nothing was started");
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void a_plan_that_says_something_else_than_its_host_is_refused_before_any_step() {
        String differs =
                "the plan's `live.service` states `pg_ctl`, and `clusters[0].service` of host `db1` says `systemd`";
        FakeHost host = new FakeHost()
                .when(
                        "agree",
                        "",
                        StepResult.failed(AgreedPlan.DIFFERS, differs, "correct the one that is wrong", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.problem().code()).isEqualTo("BLY-1906");
            assertThat(end.problem().step()).isEmpty();
            assertThat(end.problem().summary()).isEqualTo(differs);
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void a_plan_whose_live_is_another_by_now_is_neither_rehearsed_nor_applied_and_fails_no_step() {
        FakeHost host = new FakeHost().live(17);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("FAILED");
            assertThat(end.problem().code()).isEqualTo("BLY-4034");
            assertThat(end.problem().step()).isEmpty();
            assertThat(harness.client()
                            .ledger("db1/orders")
                            .orElseThrow()
                            .brief()
                            .failing())
                    .isEmpty();
            assertThatThrownBy(() -> harness.client().requireApplicable(PLAN, "belay rehearse p"))
                    .hasMessageContaining("`db1/orders` is a 17 already");
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void without_a_green_rehearsal_of_this_very_plan_nothing_is_started_and_a_retry_asks_again() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            assertThatThrownBy(() -> client.requireApplicable(PLAN, "belay rehearse orders.plan.yaml"))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().number()).isEqualTo(4030);
                        assertThat(failure.remedy()).isEqualTo("run `belay rehearse orders.plan.yaml` first");
                    });

            String run = client.startUpgrade(PLAN, "carol", "orders.plan.yaml");
            RunStatus blocked = client.watch(run, LIMIT, status -> {});
            assertThat(blocked.problem().code()).isEqualTo("BLY-4030");
            assertThat(blocked.next()).isEqualTo("belay rehearse orders.plan.yaml");
            assertThat(host.deeds()).isEmpty();

            harness.rehearsed(PLAN);
            client.requireApplicable(PLAN, "belay rehearse orders.plan.yaml");
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", ""));
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
        }
    }

    @Test
    void a_plan_that_does_not_promote_is_not_applied() {
        String plan = CanonicalForm.write(Plans.of(Plans.step("preflight", "nothing", 3)));
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            EngineClient client = harness.client();

            String run = client.startUpgrade(plan, "carol");

            assertThat(client.watch(run, LIMIT, status -> {}).problem().code()).isEqualTo("BLY-4029");
            assertThatThrownBy(() -> client.requireApplicable(plan, "belay rehearse p"))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4029));
        }
    }
}
