package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Plans;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs are ended, at every moment but one. */
class AbortTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void an_abort_stops_the_running_step() {
        FakeHost host = new FakeHost().hanging("pg_upgrade");
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            String run = client.startRehearsal(PLAN, "s2", "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run pg_upgrade"));
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(client.run(run).orElseThrow().logTail()).contains("table 7 of 9"));

            client.abort(run, Deciding.by("carol", "wrong plan"));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("drop");
        }
    }

    @Test
    void an_abort_does_not_wait_for_a_proof_that_takes_a_day() {
        FakeHost host = new FakeHost().hanging("proof of pg_upgrade");
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            String run = client.startRehearsal(PLAN, "s2", "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("verify pg_upgrade"));

            client.abort(run, Deciding.by("carol", "wrong plan"));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("verify pg_upgrade", "drop");
        }
    }

    @Test
    void while_clients_may_be_held_an_abort_is_refused_and_the_hold_ends_by_itself() {
        FakeHost host = new FakeHost().hanging("promote");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            await().atMost(LIMIT).until(() -> host.deeds().contains("run promote"));

            assertThatThrownBy(() -> client.abort(run, Deciding.by("carol", "changed my mind")))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4031));
            harness.temporal()
                    .newUntypedWorkflowStub("belay.upgrade.db1.orders")
                    .signal("abortRequested", new OperatorRequest("1", "carol", "changed my mind", 0));

            host.hanging("");
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
            assertThat(host.deeds()).doesNotContain("drop");
        }
    }
}
