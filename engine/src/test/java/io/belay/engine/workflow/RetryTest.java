package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Runs that stopped go on, or say why they cannot. */
class RetryTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final ErrorCode DATA = new ErrorCode(3501, Fault.SNAPSHOT);
    private static final ErrorCode LIBRARY = new ErrorCode(3502, Fault.ENVIRONMENT);

    @Test
    void behind_a_failed_probe_a_retry_asks_every_step_anew() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("probe", "clone", missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus blocked = client.watch(run, LIMIT, status -> {});

            assertThat(blocked.phase()).isEqualTo("BLOCKED");
            assertThat(blocked.problem().step()).isEqualTo("clone");
            assertThat(host.deeds()).allMatch(deed -> deed.startsWith("probe "));
            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "installed"));
            RunStatus waiting = client.watch(run, LIMIT, status -> {});

            assertThat(waiting.waitsFor()).contains("approve");
            assertThat(host.deeds().stream().filter("probe clone"::equals)).hasSize(2);
            assertThat(host.deeds().stream().filter("probe preflight"::equals)).hasSize(2);
        }
    }

    @Test
    void a_retry_after_a_fault_of_the_environment_goes_on_from_the_last_waypoint() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("run", "extensions", missing, missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus blocked = client.watch(run, LIMIT, status -> {});

            assertThat(blocked.phase()).isEqualTo("BLOCKED");
            assertThat(blocked.next()).isEqualTo("belay retry " + run);
            assertThat(host.deeds()).endsWith("run extensions epoch 2", "restore w4");

            client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "installed"));
            RunStatus waiting = client.watch(run, LIMIT, status -> {});

            assertThat(waiting.waitsFor()).contains("approve");
            assertThat(host.deeds().stream().filter("run pg_upgrade"::equals).count())
                    .isEqualTo(1);
            assertThat(host.deeds()).contains("run extensions epoch 3", "waypoint w5-3");
        }
    }

    @Test
    void a_retry_is_refused_when_the_fault_is_in_the_snapshot_and_the_run_can_be_aborted() {
        FakeHost host =
                new FakeHost().when("run", "pg_upgrade", StepResult.failed(DATA, "a view", "recreate it", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> client.decide(run, Choice.of(Kind.RETRY), Deciding.by("carol", "")))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.text())
                                .isEqualTo("the fault is in the snapshot; run `belay rehearse` on a new one");
                        assertThat(failure.code().text()).isEqualTo("BLY-4013");
                        assertThat(failure.remedy()).isEqualTo("recreate it");
                    });

            assertThat(client.abort(run, Deciding.by("carol", "enough"))).isTrue();
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("drop");
        }
    }
}
