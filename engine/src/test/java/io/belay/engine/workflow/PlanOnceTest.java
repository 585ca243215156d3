package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A plan goes to its host once, not with each request: a run's history stays small. */
class PlanOnceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void a_host_that_remembers_plans_gets_it_with_the_first_questions_only() {
        FakeHost host = new FakeHost().rememberingPlansUntil("never");

        assertThat(rehearse(host).phase()).isEqualTo("COMPLETED");
        assertThat(host.carriers()).isNotEmpty().allMatch(deed -> deed.startsWith("probe "));
        assertThat(host.deeds()).contains("run clone", "run pg_upgrade");
    }

    @Test
    void a_host_that_forgot_it_is_asked_once_more_with_it() {
        FakeHost host = new FakeHost().rememberingPlansUntil("run pg_upgrade");

        assertThat(rehearse(host).phase()).isEqualTo("COMPLETED");
        assertThat(host.carriers()).contains("run pg_upgrade").doesNotContain("run clone", "run analyze");
        assertThat(host.deeds()).containsOnlyOnce("run pg_upgrade");
    }

    @Test
    void a_host_that_forgot_it_between_two_steps_is_asked_once_more_too() {
        FakeHost host = new FakeHost().rememberingPlansUntil("verify pg_upgrade");

        assertThat(rehearse(host).phase()).isEqualTo("COMPLETED");
        assertThat(host.deeds()).containsOnlyOnce("verify pg_upgrade");
    }

    @Test
    void an_apply_sends_it_with_its_first_questions_and_with_what_touches_clients() {
        FakeHost host = new FakeHost().rememberingPlansUntil("facts");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
        assertThat(host.carriers().stream().filter(deed -> !deed.startsWith("probe ")))
                .as("facts: to begin with, and where the worker had forgotten it")
                .containsExactly("facts", "facts", "prepare promote", "run promote", "verify promote");
    }

    @Test
    void a_host_from_before_gets_it_with_each_request() {
        FakeHost host = new FakeHost();

        assertThat(rehearse(host).phase()).isEqualTo("COMPLETED");
        assertThat(host.carriers()).contains("run clone", "prepare analyze", "verify pg_upgrade");
    }

    private static RunStatus rehearse(FakeHost host) {
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");
            return harness.client().awaitEnd(run, LIMIT, status -> {});
        }
    }
}
