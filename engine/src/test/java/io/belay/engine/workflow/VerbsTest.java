package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.StepLine;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Verbs against a run that is carried out: looked at before, given more time, stopped, and taken with no worker there. */
class VerbsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void a_preview_leaves_no_trace_in_the_run() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus waiting = client.watch(run, LIMIT, status -> {});
            String workflow = client.run(run).orElseThrow().workflowId();
            int events = harness.temporal().fetchHistory(workflow).getEvents().size();

            Preview preview = client.preview(
                    run, Choice.approve("approve", CanonicalForm.hash(PLAN), waiting.facts()), Deciding.by("dave", ""));
            Preview refused = client.preview(run, Choice.of(Kind.RETRY), Deciding.by("dave", ""));

            assertThat(preview.clients()).isTrue();
            assertThat(preview.revision()).isEqualTo(waiting.revision());
            assertThat(preview.deeds())
                    .extracting(deed -> deed.does() + " " + deed.step())
                    .containsExactly("run promote");
            assertThat(refused.grade()).isEqualTo("FORBIDDEN");
            assertThat(harness.temporal().fetchHistory(workflow).getEvents()).hasSize(events);
            assertThat(client.run(run).orElseThrow().status()).isEqualTo(waiting);
        }
    }

    @Test
    void a_verb_that_the_engine_does_not_know_is_refused() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> harness.temporal()
                            .newUntypedWorkflowStub(
                                    client.run(run).orElseThrow().workflowId())
                            .update("obliterate", RunStatus.class, new OperatorRequest("1", "mallory", "", 0)))
                    .hasStackTraceContaining("this engine knows no verb `obliterate`");
        }
    }

    @Test
    void a_step_that_takes_too_long_says_so_and_is_waited_for_when_it_gets_more_time() {
        String plan = CanonicalForm.write(Plans.withTimeout("2s"));
        FakeHost host = new FakeHost()
                .hanging("pg_upgrade")
                .when(
                        "inspect",
                        "pg_upgrade",
                        StepResult.unclear("it still runs"),
                        StepResult.unclear("it still runs"));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(plan, "carol");
            await().atMost(LIMIT)
                    .until(() -> line(client, run, "pg_upgrade").status().equals("UNCLEAR"));
            assertThat(line(client, run, "pg_upgrade").note())
                    .isEqualTo("it has run longer than the 2s that its plan expects");

            RunStatus extended =
                    client.decide(run, Choice.extend("pg_upgrade", "2h"), Deciding.by("carol", "slow disks"));

            assertThat(extended.steps())
                    .anyMatch(step -> step.id().equals("pg_upgrade")
                            && step.status().equals("RUNNING")
                            && step.note().isEmpty());
            host.hanging("");
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
            assertThat(host.deeds().stream().filter("run pg_upgrade"::equals)).hasSize(1);
        }
    }

    @Test
    void a_stopped_run_stands_still_with_its_candidate_and_goes_on_by_a_retry() {
        FakeHost host = new FakeHost().hanging("pg_upgrade");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run pg_upgrade"));

            client.decide(run, Choice.of(Kind.STOP), Deciding.by("carol", "the storage team asked"));
            RunStatus stopped = client.watch(run, LIMIT, status -> {});

            assertThat(stopped.problem().code()).isEqualTo("BLY-4040");
            assertThat(stopped.next()).isEqualTo("belay retry " + run);
            assertThat(host.deeds()).doesNotContain("drop").noneMatch(deed -> deed.startsWith("restore"));
            host.hanging("");
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "go on"));
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
            assertThat(host.deeds()).contains("inspect pg_upgrade");
        }
    }

    @Test
    void a_window_is_waited_for_and_told() {
        LocalTime soon = LocalTime.now(ZoneOffset.UTC).plusHours(2);
        String plan = CanonicalForm.write(Plans.windowed("0 " + soon.getHour() + " * * *", "UTC"));
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(plan, "carol");
            client.watch(run, LIMIT, status -> {});
            RunStatus waiting = client.approve(run, "approve", CanonicalForm.hash(plan), Deciding.by("dave", ""));

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    client.run(run).orElseThrow().status().waitsFor())
                            .startsWith("the window that opens at "));
            assertThat(waiting.needsPerson()).isFalse();
            assertThat(host.deeds()).doesNotContain("run promote");

            harness.sleep(Duration.ofHours(2));
            await().atMost(LIMIT).until(() -> host.deeds().contains("run promote"));
        }
    }

    @Test
    void an_abort_is_taken_although_the_host_is_gone() {
        FakeHost host = new FakeHost().hanging("pg_upgrade");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run pg_upgrade"));
            harness.stopHost();

            assertThat(client.abort(run, Deciding.by("carol", "enough"))).isTrue();
        }
    }

    private static StepLine line(EngineClient client, String run, String step) {
        return client.run(run).orElseThrow().status().steps().stream()
                .filter(line -> line.id().equals(step))
                .findFirst()
                .orElseThrow();
    }
}
