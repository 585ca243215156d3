package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Old live is kept, and let go on an operator's word. */
class RetirementTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    private static final String RETIRING = CanonicalForm.write(Plans.withRetire());

    @Test
    void an_apply_holds_crosses_keeps_old_live_for_a_week_and_lets_it_go_on_an_operators_word() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(RETIRING)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(RETIRING, "carol", "orders.plan.yaml");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(RETIRING), Deciding.by("dave", "rehearsed well"));

            RunStatus kept = client.watch(run, LIMIT, status -> {});
            assertThat(kept.promotion().held()).isEqualTo(4100);
            assertThat(kept.waitsFor()).contains("until then old live is kept");
            assertThat(kept.needsPerson()).isFalse();
            assertThatThrownBy(() -> client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", "")))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().number()).isEqualTo(4032);
                        assertThat(failure.text()).startsWith("the plan keeps old live until ");
                    });
            assertThatThrownBy(() -> client.abort(run, Deciding.by("carol", "too late")))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4028));
            assertThat(host.deeds()).doesNotContain("run retire");

            harness.sleep(Duration.ofDays(7));
            await().atMost(LIMIT)
                    .until(() -> client.run(run).orElseThrow().status().needsPerson());
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", "nobody misses it"));
            RunStatus end = client.awaitEnd(run, LIMIT, status -> {});
            assertThat(end.phase()).isEqualTo("PROMOTED");
            assertThat(end.safe()).contains("old live is gone");
            assertThat(host.deeds()).endsWith("prepare retire", "run retire", "verify retire");
        }
    }

    @Test
    void behind_a_run_that_ended_promoted_old_live_is_let_go_by_a_run_of_its_own() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            assertThatThrownBy(() -> client.startRetirement(run, "carol"))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4032));
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            RunStatus promoted = client.awaitEnd(run, LIMIT, status -> {});
            assertThat(promoted.next()).isEqualTo("belay snapshots db1/orders");
            assertThat(promoted.safe()).endsWith("until `belay retire " + run + "` lets it go for good");
            await().atMost(LIMIT)
                    .until(() -> client.run(run).orElseThrow().endedAt().isPresent());

            String retirement = client.startRetirement(run, "carol");

            RunStatus end = client.awaitEnd(retirement, LIMIT, status -> {});
            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(end.safe()).isEqualTo("new is live; old live is gone, its last image is kept");
            assertThat(client.evidenceOf(retirement)).isEqualTo(run);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    client.run(run).orElseThrow().status().safe())
                            .isEqualTo("new is live; old live is gone since run " + retirement
                                    + ", its last image is kept"));
            assertThatThrownBy(() -> client.startRetirement(run, "carol"))
                    .hasMessageContaining("is gone already, since run `" + retirement + "`");
            assertThat(host.deeds()).endsWith("probe retire", "prepare retire", "run retire", "verify retire");
            assertThat(host.runOf("retire"))
                    .as("hosts know old live by the run that made new live")
                    .isEqualTo(run);
        }
    }
}
