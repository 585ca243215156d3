package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import io.belay.workers.postgres.TreeProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Holds that cannot end themselves, and no worker that could: clients go on all the same. On one ground; what crosses comes last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // made before the first test
class WatchdogIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private PromotionGround ground;

    @BeforeAll
    void open() throws IOException {
        LabNeeds.loopDevices();
        ground = PromotionGround.open();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    @Order(1)
    void hold_and_worker_killed_together_before_the_crossing__live_serves_again() throws Exception {
        Process worker = ground.worker("wait:after-start", 1);
        ground.awaitReached(1);
        ProcessHandle watchdog = ground.watchdog(1);
        long acknowledged = ground.load().seen().acknowledged();
        worker.destroyForcibly();
        PromotionGround.kill(ground.hold(1));
        worker.waitFor();

        ground.awaitResult(1);

        ground.assertNothingHappened(acknowledged);
        await().atMost(PATIENCE).until(() -> !watchdog.isAlive());
        assertUndone(1, "BLY-3613", "its watchdog took over");
    }

    @Test
    @Order(2)
    void a_hold_that_is_frozen_past_its_budget_never_wakes_and_live_serves_again() throws Exception {
        Path tight = ground.plan("tight", "budget: {hold: 45s, margin: 1x}\n");
        Process worker = ground.worker("wait:after-start", 2, tight);
        ground.awaitReached(2);
        long acknowledged = ground.load().seen().acknowledged();
        ProcessHandle hold = ground.hold(2);
        assertThat(PromotionGround.signal(hold, "STOP")).isTrue();
        worker.destroyForcibly().waitFor();

        await().atMost(PATIENCE).until(() -> {
            assertThat(bothRun()).isFalse();
            return Files.exists(ground.holdFolder(2).resolve("result.json"));
        });

        assertThat(hold.isAlive()).isFalse();
        assertThat(PromotionGround.signal(hold, "CONT")).isFalse();
        ground.assertNothingHappened(acknowledged);
        assertUndone(2, "BLY-3612", "its watchdog ended its process");
    }

    @Test
    @Order(3)
    void hold_and_worker_killed_together_behind_the_crossing__new_serves() throws Exception {
        Process worker = ground.worker("wait:after-cross", 3);
        ground.awaitReached(3);
        worker.destroyForcibly();
        PromotionGround.kill(ground.hold(3));
        worker.waitFor();

        ground.awaitResult(3);
        ground.awaitProgress(ground.load().seen().acknowledged());
        StepResult adopted = ground.bench().carryOut("promote", 3);

        assertThat(adopted.outcome()).as(adopted.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(adopted.facts()).containsEntry("crossing", "commit");
        assertThat(record(3).split("begun open", -1)).hasSize(2);
        ground.assertPromotedWithoutLoss();
    }

    private boolean bothRun() {
        return ground.lab().cluster().isRunning() && TreeProcesses.isAnyIn(ground.finalRoot());
    }

    /** Once, by the watchdog; the next attempt of the step only tells it. */
    private void assertUndone(int epoch, String code, String words) throws IOException {
        StepResult told = ground.bench().carryOut("promote", epoch);
        assertThat(told.outcome()).as(told.toString()).isEqualTo(Outcome.FAILED);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.summary()).contains("Live is open again").contains(words);
        assertThat(record(epoch).split("begun undo ", -1)).hasSize(2);
    }

    private String record(int epoch) throws IOException {
        return Files.readString(ground.holdFolder(epoch).resolve("record"));
    }
}
