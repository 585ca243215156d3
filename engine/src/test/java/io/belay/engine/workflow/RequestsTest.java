package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.Queues;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.LedgerReading;
import io.belay.engine.ledger.StepHistory;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Plans;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void a_host_answers_questions_through_the_engine() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            EngineClient client = harness.client();

            assertThat(client.announce("db1").versions()).containsEntry("17", "17.11");
            assertThat(client.takeSnapshot("db1/orders", "carol").takenBy()).isEqualTo("carol");
            assertThat(client.snapshots("db1/orders")).hasSize(1);
            assertThat(client.read("db1/orders", "r1", "log", 0, 100).text()).isEqualTo("log of r1");
            assertThat(client.createClone("db1/orders", "", "mine", "carol").connect())
                    .isEqualTo("-h /run/clone");
            assertThat(client.clones("db1/orders")).hasSize(1);
            assertThat(client.dropClone("db1/orders", "mine").state()).isEqualTo("dropped");
        }
    }

    @Test
    void what_a_host_refuses_keeps_the_hosts_code_and_words() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            assertThatThrownBy(() -> harness.client().takeSnapshot("db1/pay", "carol"))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().text()).isEqualTo("BLY-3001");
                        assertThat(failure.text()).contains("serves no cluster `db1/pay`");
                    });
        }
    }

    @Test
    void a_host_without_worker_is_said_to_be_silent() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            HostRequest request = harness.temporal()
                    .newWorkflowStub(
                            HostRequest.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(Queues.ENGINE)
                                    .build());

            assertThatThrownBy(() ->
                            request.ask(new HostQuestion(HostQuestion.Kind.ANNOUNCE, "db9", "", "", "", "", 0, 0, 1)))
                    .cause()
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo(HostRequest.NO_WORKER);
                        assertThat(failure.getOriginalMessage()).isEqualTo("no worker of host `db9` answers");
                    });
        }
    }

    @Test
    void behind_a_promotion_the_guard_takes_snapshots_and_rehearses_nothing() {
        FakeHost host = new FakeHost().live(17);
        String plan = CanonicalForm.write(Plans.minimal());
        try (EngineHarness harness = EngineHarness.start(host)) {
            ClusterSnapshot snapshot = harness.temporal()
                    .newWorkflowStub(
                            ClusterSnapshot.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(Queues.ENGINE)
                                    .build());

            ClusterSnapshot.Outcome outcome = snapshot.take(new ClusterSnapshot.Order(
                    "db1/orders", 24, "guard", plan, "orders-13-to-17", CanonicalForm.hash(plan)));

            assertThat(outcome.snapshot()).isNotEmpty();
            assertThat(outcome.run()).isEmpty();
            assertThat(outcome.note()).contains("nothing is rehearsed", "`db1/orders` is a 17 already");
            assertThat(harness.client().ledger("db1/orders")).isEmpty();
        }
    }

    @Test
    void a_guard_keeps_by_the_plans_classes_and_zone_and_says_what_went_for_want_of_room() {
        FakeHost host = new FakeHost().live(17).thinning("s0: only 9.9% of the store are free");
        String plan = CanonicalForm.write(Plans.minimal());
        try (EngineHarness harness = EngineHarness.start(host)) {
            ClusterSnapshot snapshot = harness.temporal()
                    .newWorkflowStub(
                            ClusterSnapshot.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(Queues.ENGINE)
                                    .build());

            ClusterSnapshot.Outcome outcome = snapshot.take(new ClusterSnapshot.Order(
                    "db1/orders", 0, "guard", plan, "orders-13-to-17", CanonicalForm.hash(plan)));

            assertThat(host.deeds())
                    .contains(
                            "keep the newest 2, and the first of each of 24 hours, 7 days, 4 weeks (as they begin in UTC)");
            assertThat(outcome.deleted()).containsExactly("s0");
            assertThat(outcome.note()).contains("1 let go for want of room: s0: only 9.9%");
        }
    }

    @Test
    void without_room_no_snapshot_is_taken_and_the_oldest_are_let_go_first() {
        FakeHost host = new FakeHost().full("only 7.9% of the store are free").thinning("s0: the oldest that may go");
        String plan = CanonicalForm.write(Plans.minimal());
        try (EngineHarness harness = EngineHarness.start(host)) {
            ClusterSnapshot.Outcome outcome = snapshotOf(harness)
                    .take(new ClusterSnapshot.Order(
                            "db1/orders", 0, "guard", plan, "orders-13-to-17", CanonicalForm.hash(plan)));

            assertThat(outcome.snapshot()).isEmpty();
            assertThat(outcome.run()).isEmpty();
            assertThat(outcome.note())
                    .startsWith("no snapshot is taken: only 7.9%")
                    .contains("1 let go for want of room");
            assertThat(host.deeds()).noneMatch(deed -> deed.startsWith("snapshot"));
        }
    }

    @Test
    void a_guard_rehearses_in_full_first_and_then_quickly_and_the_ledger_tells_them_apart() {
        FakeHost host = new FakeHost();
        String plan = CanonicalForm.write(Plans.comparingRows());
        ClusterSnapshot.Order order =
                new ClusterSnapshot.Order("db1/orders", 0, "guard", plan, "orders-13-to-17", CanonicalForm.hash(plan));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String first = snapshotOf(harness).take(order).run();
            harness.client().awaitEnd(first, LIMIT, status -> {});
            assertThat(host.fieldsOf("verify")).contains("\"rows\":\"exact\"");
            await().atMost(LIMIT)
                    .until(() -> harness.client().ledger("db1/orders").isPresent());

            String second = snapshotOf(harness).take(order).run();
            harness.client().awaitEnd(second, LIMIT, status -> {});
            assertThat(host.fieldsOf("verify")).contains("\"rows\":\"none\"");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(harness.client()
                                    .ledger("db1/orders")
                                    .flatMap(LedgerReading::whole)
                                    .orElseThrow()
                                    .steps())
                            .extracting(StepHistory::step)
                            .contains("verify", "verify (quick)", "pg_upgrade"));
            assertThat(harness.client()
                            .ledger("db1/orders")
                            .flatMap(LedgerReading::whole)
                            .orElseThrow()
                            .greenOf(CanonicalForm.hash(plan))
                            .run())
                    .isEqualTo(first);
        }
    }

    private static ClusterSnapshot snapshotOf(EngineHarness harness) {
        return harness.temporal()
                .newWorkflowStub(
                        ClusterSnapshot.class,
                        WorkflowOptions.newBuilder().setTaskQueue(Queues.ENGINE).build());
    }

    @Test
    void a_guarded_snapshot_is_pruned_and_rehearsed_by_a_run_that_outlives_it() {
        FakeHost host = new FakeHost();
        String plan = CanonicalForm.write(Plans.minimal());
        try (EngineHarness harness = EngineHarness.start(host)) {
            ClusterSnapshot snapshot = harness.temporal()
                    .newWorkflowStub(
                            ClusterSnapshot.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(Queues.ENGINE)
                                    .build());

            ClusterSnapshot.Outcome outcome = snapshot.take(new ClusterSnapshot.Order(
                    "db1/orders", 24, "guard", plan, "orders-13-to-17", CanonicalForm.hash(plan)));

            assertThat(host.deeds()).contains("keep the newest 24");
            assertThat(outcome.run()).isNotEmpty();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(harness.client()
                                    .run(outcome.run())
                                    .orElseThrow()
                                    .status()
                                    .phase())
                            .isEqualTo("COMPLETED"));
            assertThat(harness.client()
                            .run(outcome.run())
                            .orElseThrow()
                            .status()
                            .snapshot())
                    .isEqualTo(outcome.snapshot());
        }
    }
}
