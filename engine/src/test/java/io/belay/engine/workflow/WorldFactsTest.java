package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run is bound to the world that its plan was saved in, or that it began in, up to the crossing. */
class WorldFactsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final String HASH = CanonicalForm.hash(PLAN);
    private static final String WORLD =
            PinnedFacts.read("{\"allow\":[\"rehearse\"],\"version\":\"17.11\"}").text();
    private static final String OTHER =
            PinnedFacts.read("{\"allow\":[\"rehearse\"],\"version\":\"17.12\"}").text();

    @Test
    void a_saved_plan_in_another_world_ends_before_its_first_step_and_names_old_and_new() {
        FakeHost host = new FakeHost().world(OTHER);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol", "orders.saved.json", WORLD);
            RunStatus stopped = client.watch(run, LIMIT, status -> {});

            assertThat(stopped.problem().code()).isEqualTo(EngineErrors.FACTS_DRIFTED.text());
            assertThat(stopped.problem().summary())
                    .isEqualTo("a fact is another than when the plan was saved: `version` was 17.11, is 17.12");
            assertThat(stopped.next()).isEqualTo("belay diff orders.saved.json --world");
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void put_back_the_same_run_goes_on() {
        FakeHost host = new FakeHost().world(OTHER);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol", "orders.saved.json", WORLD);
            client.watch(run, LIMIT, status -> {});

            host.world(WORLD);
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "17.11 is installed again"));

            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
        }
    }

    @Test
    void what_changes_between_approval_and_promotion_stops_before_clients_are_touched() {
        FakeHost host = new FakeHost().world(WORLD);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");

            host.world(OTHER);
            client.approve(run, "approve", HASH, Deciding.by("dave", ""));
            RunStatus stopped = client.watch(run, LIMIT, status -> {});

            assertThat(stopped.phase()).isEqualTo("BLOCKED");
            assertThat(stopped.problem().code()).isEqualTo("BLY-4036");
            assertThat(stopped.problem().summary()).contains("than when the run began");
            assertThat(host.deeds()).doesNotContain("prepare promote", "run promote", "drop");

            host.world(WORLD);
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "put back"));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    @Test
    void an_approval_of_other_facts_is_refused() {
        FakeHost host = new FakeHost().world(WORLD);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol", "orders.saved.json", WORLD);
            RunStatus waiting = client.watch(run, LIMIT, status -> {});

            assertThat(waiting.facts()).isEqualTo(CanonicalForm.hash(WORLD));
            assertRefused(
                    () -> client.approve(run, "approve", HASH, CanonicalForm.hash(OTHER), Deciding.by("dave", "")));
            assertRefused(() -> client.approve(run, "approve", HASH, "", Deciding.by("dave", "")));
            client.approve(run, "approve", HASH, CanonicalForm.hash(WORLD), Deciding.by("dave", "read both"));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    private static void assertRefused(Runnable approval) {
        assertThatThrownBy(approval::run)
                .isInstanceOfSatisfying(
                        EngineFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(EngineErrors.OTHER_FACTS_HASH));
    }

    @Test
    void behind_the_crossing_nobody_asks_any_more_because_live_is_another_one() {
        String retiring = CanonicalForm.write(Plans.withRetire());
        FakeHost host = new FakeHost().world(WORLD);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(retiring)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(retiring, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(retiring), Deciding.by("dave", ""));
            client.watch(run, LIMIT, status -> {});
            host.world(OTHER);

            harness.sleep(Duration.ofDays(7));
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", ""));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
            assertThat(host.deeds()).contains("run retire");
        }
    }

    @Test
    void a_rehearsal_of_a_plan_that_was_not_saved_asks_for_no_facts_and_one_that_was_ends_on_drift() {
        FakeHost host = new FakeHost().world(OTHER);
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            RunStatus plain = client.awaitEnd(client.startRehearsal(PLAN, "s2", "carol"), LIMIT, status -> {});

            assertThat(plain.phase()).isEqualTo("COMPLETED");
            assertThat(host.looks()).isZero();

            String saved = client.startRehearsal(PLAN, "s2", "carol", "orders.saved.json", WORLD);
            RunStatus drifted = client.awaitEnd(saved, LIMIT, status -> {});
            assertThat(drifted.phase()).isEqualTo("FAILED");
            assertThat(drifted.problem().code()).isEqualTo("BLY-4036");
        }
    }

    @Test
    void a_world_that_moves_within_a_rehearsal_ends_it_and_the_ledger_counts_no_step_as_failing() {
        FakeHost host = new FakeHost().world(WORLD).movingAtWaypoint(OTHER);
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            String run = client.startRehearsal(PLAN, "s2", "carol", "orders.saved.json", WORLD);
            RunStatus drifted = client.awaitEnd(run, LIMIT, status -> {});

            assertThat(drifted.problem().step()).isEqualTo("pg_upgrade");
            assertThat(host.deeds()).doesNotContain("run pg_upgrade").endsWith("drop");
            // The ledger learns of a rehearsal's end a moment after everybody else.
            await().atMost(LIMIT).until(() -> client.ledger("db1/orders").isPresent());
            assertThat(client.ledger("db1/orders").orElseThrow().brief().failing())
                    .isEmpty();
        }
    }

    @Test
    void a_command_hears_the_facts_before_anything_is_started() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost().world(WORLD))) {
            assertThat(harness.client().facts(PLAN, true).pinned()).isEqualTo(WORLD);
            assertThat(harness.client().facts(PLAN, true).judged()).isEqualTo("{\"bytes\":7}");
            assertThat(harness.client().facts(PLAN, false).judged()).isEqualTo("{}");
        }
    }
}
