package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that flow, clients that go back and forth, and what is left on live: through the server and the host's activities. */
class OnlineRunTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ONLINE = CanonicalForm.write(Plans.online());
    private static final ErrorCode CONFLICT = new ErrorCode(3503, Fault.TEXT);

    /** A look by a host that answers at once: a timer, an activity, a task of the workflow behind each, and the memo. */
    private static final int LOOK = 12;

    @Test
    void a_follow_that_fails_leaves_live_clean_and_a_retry_begins_again_from_publish() {
        FakeHost host = new FakeHost()
                .when("run", "follow", StepResult.failed(CONFLICT, "a row is there already", "remove it", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(ONLINE)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(ONLINE, "carol");
            RunStatus stopped = client.watch(run, LIMIT, status -> {});
            assertThat(stopped.phase()).isEqualTo("BLOCKED");
            assertThat(host.deeds()).endsWith("run follow", "drop", "undo publish");
            assertThat(stopped.safe()).isEqualTo("live serves on, untouched; there is no candidate");

            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "row removed"));

            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("to approve");
            assertThat(host.deeds()).contains("run publish epoch 2", "run snapshot epoch 2", "run follow epoch 2");
            client.abort(run, Deciding.by("carol", "enough"));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("drop", "undo publish epoch 2");
        }
    }

    @Test
    void live_is_cleaned_when_the_worker_is_back_that_was_gone_while_it_published() {
        FakeHost host = new FakeHost().hanging("publish");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(ONLINE)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(ONLINE, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run publish"));
            harness.stopHost();
            client.abort(run, Deciding.by("carol", "the host is gone"));
            assertThat(host.deeds()).doesNotContain("undo publish");
            assertThat(client.run(run).orElseThrow().status().hasEnded()).isFalse();

            host.hanging("");
            harness.startHostAgain();

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("undo publish");
        }
    }

    @Test
    void clients_go_to_new_back_to_old_and_forward_again_until_old_is_let_go() {
        String plan = CanonicalForm.write(Plans.online("1h"));
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = promoted(client, plan);
            assertThat(client.run(run).orElseThrow().status().safe()).contains("the way back is open since");

            RunStatus back = swapped(client, run, "old");
            assertThat(back.safe()).startsWith("old is live again; the way forward is open since ");
            RunStatus forward = swapped(client, run, "new");
            assertThat(forward.safe()).startsWith("new is live; the way back is open since ");
            assertThat(host.deeds()).containsSubsequence("swap to old promote", "swap to new promote");

            harness.sleep(Duration.ofMinutes(65));
            await().atMost(LIMIT)
                    .until(() ->
                            client.run(run).orElseThrow().status().waitsFor().contains("lets old live go"));
            assertThat(host.deeds()).contains("look promote");
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", "nobody misses it"));
            RunStatus end = client.awaitEnd(run, LIMIT, status -> {});
            assertThat(end.phase()).isEqualTo("PROMOTED");
            assertThat(end.promotion().wayBack()).isEqualTo("closed");
            assertThat(host.deeds()).endsWith("prepare retire", "run retire", "verify retire");
        }
    }

    @Test
    void a_way_back_that_closes_is_told_at_the_next_look_with_its_reason() {
        FakeHost host = new FakeHost()
                .when(
                        "look",
                        "promote",
                        StepResult.succeeded(
                                "it follows no more",
                                Map.of("way_back", "closed", "way_back_why", "its slot is lost")));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(ONLINE)) {
            String run = promoted(harness.client(), ONLINE);
            harness.sleep(Duration.ofMinutes(6));

            await().atMost(LIMIT)
                    .until(() -> status(harness, run).promotion().wayBack().equals("closed"));
            assertThat(status(harness, run).safe()).contains("(its slot is lost); old live is kept");
        }
    }

    /** How many looks a day has, WayBackTest counts. */
    @Test
    void a_look_costs_a_handful_of_events_and_a_run_that_looked_replays() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(ONLINE)) {
            String run = promoted(harness.client(), ONLINE);
            // Timers of the limits of steps that ended in time fire once, and are no cost of looking.
            harness.sleep(Duration.ofHours(2));
            int began = events(harness, run);
            harness.sleep(Duration.ofMinutes(60));
            assertThat(events(harness, run) - began).isBetween(10, 12 * LOOK + LOOK);

            swapped(harness.client(), run, "old");
            WorkflowExecutionHistory history = history(harness, run);
            assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, ClusterUpgradeWorkflow.class))
                    .doesNotThrowAnyException();
        }
    }

    private static String promoted(EngineClient client, String plan) {
        String run = client.startUpgrade(plan, "carol");
        client.watch(run, LIMIT, status -> {});
        client.approve(run, "approve", CanonicalForm.hash(plan), Deciding.by("dave", "rehearsed well"));
        await().atMost(LIMIT)
                .until(() -> client.run(run).orElseThrow().status().waitsFor().contains("old live is kept"));
        return run;
    }

    private static RunStatus swapped(EngineClient client, String run, String to) {
        client.decide(run, Choice.of(Kind.ROLLBACK), Deciding.by("carol", "an index is missing"));
        await().atMost(LIMIT)
                .until(() -> client.run(run)
                                .orElseThrow()
                                .status()
                                .promotion()
                                .live()
                                .equals(to)
                        && client.run(run)
                                .orElseThrow()
                                .status()
                                .promotion()
                                .wayBack()
                                .equals("open"));
        return client.run(run).orElseThrow().status();
    }

    private static RunStatus status(EngineHarness harness, String run) {
        return harness.client().run(run).orElseThrow().status();
    }

    private static int events(EngineHarness harness, String run) {
        return history(harness, run).getEvents().size();
    }

    private static WorkflowExecutionHistory history(EngineHarness harness, String run) {
        return harness.temporal()
                .fetchHistory(harness.client().run(run).orElseThrow().workflowId());
    }
}
