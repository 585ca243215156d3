package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who opens a gate, for what, and for how long. */
class ApprovalTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void an_approval_binds_to_the_hash() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> client.approve(run, "approve", "another", Deciding.by("dave", "")))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4014));

            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", "looks right"));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    @Test
    void whom_the_host_does_not_admit_starts_nothing_and_opens_no_gate() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();

            RunStatus refused = client.watch(client.startRehearsal(PLAN, "s2", "mallory"), LIMIT, status -> {});
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThat(refused.phase()).isEqualTo("FAILED");
            assertThat(refused.problem().code()).isEqualTo("BLY-3062");
            assertThatThrownBy(
                            () -> client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("mallory", "")))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(EngineErrors.NOT_ADMITTED);
                        assertThat(failure.text()).contains("`mallory` may not `approve`");
                        assertThat(failure.remedy()).isEqualTo("ask carol");
                    });
            assertThat(client.run(run).orElseThrow().status().waitsFor()).startsWith("a person to approve since");
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    @Test
    void a_rehearsal_that_grows_too_old_while_people_are_asked_stops_the_run_before_clients_are_touched() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol", "orders.plan.yaml");
            client.watch(run, LIMIT, status -> {});
            harness.sleep(Duration.ofDays(2));
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));

            RunStatus blocked = client.watch(run, LIMIT, status -> {});

            assertThat(blocked.problem().code()).isEqualTo("BLY-4030");
            assertThat(blocked.problem().step()).isEqualTo("promote");
            assertThat(blocked.safe()).contains("the candidate is at waypoint `w6`");
            assertThat(host.deeds()).doesNotContain("prepare promote", "run promote");

            harness.rehearsed(PLAN);
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", ""));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }
}
