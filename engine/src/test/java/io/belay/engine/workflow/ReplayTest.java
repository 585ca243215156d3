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
import io.belay.engine.run.RunStatus;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories that an earlier engine wrote must replay: runs under way survive the exchange of the engine. Recorded anew with {@code
 * -Dbelay.record=true}, which is right only when no such run exists anywhere.
 */
class ReplayTest {

    private static final Path FOLDER = Path.of("src/test/resources/histories");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final String RETIRING = CanonicalForm.write(Plans.withRetire());
    private static final ErrorCode DATA = new ErrorCode(3501, Fault.SNAPSHOT);
    private static final ErrorCode LIBRARY = new ErrorCode(3502, Fault.ENVIRONMENT);

    static Stream<String> histories() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void a_recorded_run_replays(String name) throws Exception {
        String history = Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);

        WorkflowReplayer.replayWorkflowExecution(history, ClusterUpgradeWorkflow.class);
    }

    @Test
    void a_history_that_does_not_fit_is_noticed() throws IOException {
        String history = Files.readString(FOLDER.resolve("rehearsal-green.json"), StandardCharsets.UTF_8);
        String other = history.replace("CandidateTakeWaypoint", "CandidateTakeSomething");

        assertThat(other).isNotEqualTo(history);
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, ClusterUpgradeWorkflow.class))
                .hasMessageContaining("CandidateTake");
    }

    @Test
    @EnabledIfSystemProperty(named = "belay.record", matches = "true")
    void record() throws IOException {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        StepResult view = StepResult.failed(DATA, "a view", "recreate it", Map.of("object", "ops.databases"));
        StepResult unclear = StepResult.unclear("the tool is gone");
        rehearse("rehearsal-green", new FakeHost());
        rehearse("rehearsal-ledger-first", new FakeHost());
        rehearse("rehearsal-evidence", new FakeHost().keepingEvidence());
        rehearse(
                "rehearsal-proven-at-once",
                new FakeHost()
                        .keepingEvidence()
                        .alwaysPrepared("preflight", "analyze")
                        .proving("preflight", "clone", "analyze"));
        recordProbedAgain(new FakeHost().when("probe", "clone", missing));
        rehearse("rehearsal-red", new FakeHost().when("run", "pg_upgrade", view));
        rehearse("rehearsal-relaunched", new FakeHost().when("run", "extensions", missing));
        rehearse(
                "rehearsal-unclear",
                new FakeHost().when("run", "analyze", unclear).when("inspect", "analyze", unclear));
        recordUpgrade(new FakeHost().when("run", "extensions", missing, missing));
        recordAbort(new FakeHost().hanging("pg_upgrade"));
        recordRetirement(new FakeHost().when("run", "promote", missing));
        recordNotRehearsed();
        recordVerbs(new FakeHost().hanging("clone"));
    }

    /** Rows that flow once in vain and then for good; to new, back to old, forward again, and the end of old. */
    @Test
    @EnabledIfSystemProperty(named = "belay.record", matches = "true")
    void record_online() throws IOException {
        String plan = CanonicalForm.write(Plans.online("1h"));
        StepResult conflict = StepResult.failed(DATA, "a row is there already", "remove it", Map.of());
        FakeHost host = new FakeHost().when("run", "follow", conflict);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(plan, "carol");
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "row removed"));
            client.watch(run, LIMIT, status -> {});
            client.abort(run, Deciding.by("carol", "enough"));
            client.awaitEnd(run, LIMIT, status -> {});
            write("online-begun-again", harness, run);
        }
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(plan, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(plan), Deciding.by("dave", "rehearsed well"));
            swap(client, run, "new", "old");
            swap(client, run, "old", "new");
            harness.sleep(Duration.ofMinutes(65));
            await().atMost(LIMIT)
                    .until(() -> client.run(run).orElseThrow().status().needsPerson());
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", "nobody misses it"));
            client.awaitEnd(run, LIMIT, status -> {});
            write("online-there-and-back", harness, run);
        }
    }

    private static void swap(EngineClient client, String run, String from, String to) {
        awaitServing(client, run, from);
        client.decide(run, Choice.of(Kind.ROLLBACK), Deciding.by("carol", "an index is missing"));
        awaitServing(client, run, to);
    }

    private static void awaitServing(EngineClient client, String run, String side) {
        await().atMost(LIMIT).until(() -> {
            RunStatus status = client.run(run).orElseThrow().status();
            return status.promotion().live().equals(side) && !status.waitsFor().isEmpty();
        });
    }

    private static void rehearse(String name, FakeHost host) throws IOException {
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});
            write(name, harness, run);
        }
    }

    private static void recordUpgrade(FakeHost host) throws IOException {
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "installed"));
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            client.awaitEnd(run, LIMIT, status -> {});
            write("apply-retried-approved", harness, run);
        }
    }

    /** A hold that undoes itself, one that crosses after a retry, a week, and the last word. */
    private static void recordRetirement(FakeHost host) throws IOException {
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(RETIRING)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(RETIRING, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(RETIRING), Deciding.by("dave", "rehearsed well"));
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "the pooler answers again"));
            client.watch(run, LIMIT, status -> {});
            harness.sleep(Duration.ofDays(7));
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", "nobody misses it"));
            client.awaitEnd(run, LIMIT, status -> {});
            write("apply-promoted-retired", harness, run);
        }
    }

    /** More time, a stop, a retry, a pause and its end, a window that is open, and the last word. */
    private static void recordVerbs(FakeHost host) throws IOException {
        String plan = CanonicalForm.write(Plans.windowed("*/5 * * * *", "Europe/Istanbul"));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(plan)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(plan, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run clone"));
            client.decide(run, Choice.extend("clone", "2h"), Deciding.by("carol", "slow disks"));
            client.decide(run, Choice.of(Kind.STOP), Deciding.by("carol", "look at it"));
            host.hanging("");
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "looks good"));
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.PAUSE), Deciding.by("carol", "lunch"));
            client.approve(run, "approve", CanonicalForm.hash(plan), Deciding.by("dave", "rehearsed well"));
            client.decide(run, Choice.of(Kind.RESUME), Deciding.by("carol", ""));
            client.watch(run, LIMIT, status -> {});
            harness.sleep(Duration.ofDays(7));
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETIRE), Deciding.by("carol", "nobody misses it"));
            client.awaitEnd(run, LIMIT, status -> {});
            write("apply-extended-stopped-windowed", harness, run);
        }
    }

    private static void recordProbedAgain(FakeHost host) throws IOException {
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "installed"));
            client.watch(run, LIMIT, status -> {});
            client.abort(run, Deciding.by("carol", ""));
            client.awaitEnd(run, LIMIT, status -> {});
            write("apply-probed-again", harness, run);
        }
    }

    private static void recordNotRehearsed() throws IOException {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.abort(run, Deciding.by("carol", ""));
            client.awaitEnd(run, LIMIT, status -> {});
            write("apply-not-rehearsed", harness, run);
        }
    }

    private static void recordAbort(FakeHost host) throws IOException {
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run pg_upgrade"));
            client.abort(run, Deciding.by("carol", "wrong plan"));
            client.awaitEnd(run, LIMIT, status -> {});
            write("apply-aborted", harness, run);
        }
    }

    private static void write(String name, EngineHarness harness, String run) throws IOException {
        String workflow = harness.client().run(run).orElseThrow().workflowId();
        await().atMost(LIMIT)
                .until(() -> harness.client().run(run).orElseThrow().endedAt().isPresent());
        Files.createDirectories(FOLDER);
        List<String> lines = harness.temporal()
                .fetchHistory(workflow)
                .toJson(true)
                .lines()
                // What names the machine that recorded it.
                .map(line -> line.replaceAll("\"identity\": \"[^\"]*\"", "\"identity\": \"recorded\""))
                .toList();
        Files.writeString(FOLDER.resolve(name + ".json"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }
}
