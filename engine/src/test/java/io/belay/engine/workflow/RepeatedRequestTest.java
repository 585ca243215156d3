package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decisions that arrive twice, or too late. */
class RepeatedRequestTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final ErrorCode LIBRARY = new ErrorCode(3502, Fault.ENVIRONMENT);

    @Test
    void a_decision_about_a_run_that_has_changed_since_is_refused_and_says_how() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("run", "extensions", missing, missing, missing, missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus seen = client.watch(run, LIMIT, status -> {});
            client.decide(
                    run,
                    Choice.of(Kind.RETRY),
                    Deciding.by("carol", "installed").seeing(seen));
            RunStatus later = client.watch(run, LIMIT, status -> {});

            assertThat(later.revision()).isGreaterThan(seen.revision());
            assertThatThrownBy(() -> client.decide(
                            run,
                            Choice.of(Kind.RETRY),
                            Deciding.by("dave", "installed").seeing(seen)))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().text()).isEqualTo("BLY-4038");
                        assertThat(failure.text())
                                .contains(
                                        "that was revision " + seen.revision(),
                                        "now it is " + later.revision(),
                                        "blocked",
                                        later.waitsFor());
                        assertThat(failure.remedy()).contains("belay status " + run);
                    });
            assertThat(host.deeds().stream().filter(deed -> deed.startsWith("run extensions")))
                    .hasSize(4);
        }
    }

    @Test
    void the_same_request_sent_twice_is_carried_out_once() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("run", "extensions", missing, missing, missing, missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            Deciding once = Deciding.by("carol", "installed").as("ticket 42");

            client.decide(run, Choice.of(Kind.RETRY), once);
            client.watch(run, LIMIT, status -> {});
            long launched = host.deeds().stream()
                    .filter(deed -> deed.startsWith("run extensions"))
                    .count();
            client.decide(run, Choice.of(Kind.RETRY), once);
            client.watch(run, LIMIT, status -> {});

            assertThat(host.deeds().stream().filter(deed -> deed.startsWith("run extensions")))
                    .hasSize((int) launched);
        }
    }

    @Test
    void a_double_click_is_answered_alike_even_when_the_run_has_ended_between_the_two() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            Deciding click = Deciding.by("dave", "rehearsed well").as("click");

            RunStatus first = client.approve(run, "approve", CanonicalForm.hash(PLAN), click);
            client.awaitEnd(run, LIMIT, status -> {});
            await().atMost(LIMIT)
                    .until(() -> client.run(run).orElseThrow().endedAt().isPresent());

            assertThat(client.approve(run, "approve", CanonicalForm.hash(PLAN), click))
                    .isEqualTo(first);
            assertThatThrownBy(() -> client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", "")))
                    .hasMessageContaining("has ended");
        }
    }
}
