package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs are paused and go on. */
class PauseVerbTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @Test
    void a_pause_is_taken_while_a_step_is_at_work_and_holds_behind_it() {
        FakeHost host = new FakeHost().hanging("clone");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run clone"));

            client.decide(run, Choice.of(Kind.PAUSE), Deciding.by("carol", "lunch"));
            host.hanging("");
            RunStatus paused = client.watch(run, LIMIT, status -> {});

            assertThat(paused.waitsFor()).contains("paused by carol", "lunch");
            assertThat(host.deeds()).endsWith("verify clone", "waypoint w3");
            client.decide(run, Choice.of(Kind.RESUME), Deciding.by("dave", ""));
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
        }
    }
}
