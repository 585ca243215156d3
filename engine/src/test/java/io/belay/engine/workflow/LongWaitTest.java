package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A run that waits for a month costs what one costs that waits for a minute: its history grows with what is done and decided, never with
 * time.
 */
class LongWaitTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration MONTH = Duration.ofDays(30);

    /** The server begins to warn at 10240 events and ends a run at 51200; a whole upgrade is to stay below a tenth of the first. */
    private static final int WHOLE_RUN = 1024;

    /** A timer that has fired, the workflow task behind it with its three events, and the memo of the status. */
    private static final int WAKING = 8;

    /**
     * A step that ends in time leaves the timer of its limit behind, an hour at most in these plans, and each such timer fires once.
     * That is a cost of steps, not of waiting.
     */
    private static final Duration LIMITS = Duration.ofHours(2);

    private static final Set<EventType> AT_WORK = Set.of(
            EventType.EVENT_TYPE_TIMER_FIRED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);

    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void a_gate_that_is_asked_for_a_month_costs_no_event_and_opens_then() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("to approve");
            harness.sleep(LIMITS);
            int asked = settled(harness, run, 0);

            harness.sleep(MONTH);

            assertThat(settled(harness, run, 0)).isEqualTo(asked);
            harness.rehearsed(PLAN);
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", "back from holidays"));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
            requireSmallAndReplayable(harness, run);
        }
    }

    @Test
    void a_run_that_is_paused_for_a_month_costs_no_event_and_goes_on_then() {
        FakeHost host = new FakeHost().hanging("clone");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run clone"));
            client.decide(run, Choice.of(Kind.PAUSE), Deciding.by("carol", "holidays"));
            host.hanging("");
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("paused by carol");
            harness.sleep(LIMITS);
            int paused = settled(harness, run, 0);

            harness.sleep(MONTH);

            assertThat(settled(harness, run, 0)).isEqualTo(paused);
            client.decide(run, Choice.of(Kind.RESUME), Deciding.by("carol", ""));
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("to approve");
            requireSmallAndReplayable(harness, run);
        }
    }

    @Test
    void a_window_a_month_away_costs_one_timer_and_the_run_goes_on_when_it_opens() {
        FakeHost host = new FakeHost();
        // In the last hour that a window's patience of 30 days reaches.
        ZonedDateTime opens = Instant.now().plus(MONTH).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS);
        String plan = CanonicalForm.write(Plans.windowed(
                "0 " + opens.getHour() + " " + opens.getDayOfMonth() + " " + opens.getMonthValue() + " *", "UTC"));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(plan, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(plan), Deciding.by("dave", ""));
            await().atMost(LIMIT).until(() -> status(client, run).waitsFor().startsWith("the window that opens at"));
            harness.sleep(LIMITS);
            int closed = settled(harness, run, 1);

            harness.sleep(MONTH.minus(LIMITS).minusDays(1));
            assertThat(settled(harness, run, 1)).isEqualTo(closed);
            assertThat(host.deeds()).doesNotContain("prepare promote");

            harness.rehearsed(plan);
            harness.sleep(Duration.ofDays(1));
            await().atMost(LIMIT).until(() -> status(client, run).waitsFor().contains("until then old live is kept"));
            assertThat(host.deeds()).contains("run promote");
            int kept = settled(harness, run, 1);

            harness.sleep(Duration.ofDays(7));
            await().atMost(LIMIT).until(() -> status(client, run).needsPerson());
            int ready = settled(harness, run, 0);
            assertThat(ready).isBetween(kept + 1, kept + WAKING);
            harness.sleep(MONTH);
            assertThat(settled(harness, run, 0)).isEqualTo(ready);
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", ""));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
            requireSmallAndReplayable(harness, run);
        }
    }

    private static RunStatus status(EngineClient client, String run) {
        return client.run(run).orElseThrow().status();
    }

    /**
     * How many events the run has had, once it has nothing left to do.
     *
     * @param timers that it is to wait for
     */
    private static int settled(EngineHarness harness, String run, int timers) {
        await().atMost(LIMIT).until(() -> {
            List<EventType> events = types(harness, run);
            return Collections.frequency(events, EventType.EVENT_TYPE_TIMER_STARTED)
                                    - Collections.frequency(events, EventType.EVENT_TYPE_TIMER_FIRED)
                                    - Collections.frequency(events, EventType.EVENT_TYPE_TIMER_CANCELED)
                            == timers
                    && !AT_WORK.contains(events.get(events.size() - 1));
        });
        return types(harness, run).size();
    }

    private static List<EventType> types(EngineHarness harness, String run) {
        return history(harness, run).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .toList();
    }

    private static WorkflowExecutionHistory history(EngineHarness harness, String run) {
        return harness.temporal()
                .fetchHistory(harness.client().run(run).orElseThrow().workflowId());
    }

    /** As an engine reads it that was started anew meanwhile. */
    private static void requireSmallAndReplayable(EngineHarness harness, String run) {
        WorkflowExecutionHistory history = history(harness, run);
        assertThat(history.getEvents()).hasSizeLessThan(WHOLE_RUN);
        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, ClusterUpgradeWorkflow.class))
                .doesNotThrowAnyException();
    }
}
