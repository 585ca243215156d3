package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promotions that do not cross: live is open again, clients only waited, and nothing is left. All on one ground, an epoch each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // made before the first test
class UndonePromotionIT {

    private PromotionGround ground;
    private int epoch;
    private long acknowledged;

    @BeforeAll
    void open() throws IOException {
        LabNeeds.loopDevices();
        ground = PromotionGround.open();
    }

    @AfterEach
    void nothingHappened() throws IOException, SQLException {
        ground.assertNothingHappened(acknowledged);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    private int nextEpoch() {
        acknowledged = ground.load().seen().acknowledged();
        return ++epoch;
    }

    static Stream<String> places() {
        return Stream.concat(
                Stream.of("before-stage", "after-stage"),
                Stream.of("pause", "stop", "image", "upgrade", "proof", "name", "start", "check", "cross")
                        .flatMap(part -> part.equals("cross")
                                ? Stream.of("before-cross")
                                : Stream.of("before-" + part, "after-" + part)));
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_failure_in_any_part_before_the_crossing_is_undone(String where) {
        StepResult result = ground.promoteMeeting("fail:" + where, nextEpoch());

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3613");
        assertThat(result.summary())
                .contains(where)
                .contains(where.endsWith("stage") ? "Live was not touched" : "Live is open again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-pause", "after-stop", "after-upgrade", "after-start", "after-check"})
    void a_hold_that_is_killed_before_the_crossing_is_undone_by_the_next_attempt(String where)
            throws IOException, InterruptedException {
        int killed = nextEpoch();
        Process worker = ground.worker("wait:" + where, killed);
        ground.awaitReached(killed);
        ground.killHold(killed);
        worker.destroyForcibly().waitFor();

        StepResult result = ground.bench().carryOut("promote", killed);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3613");
    }

    @Test
    void past_the_budget_everything_is_undone() throws IOException {
        Path tight = ground.plan("tight", "budget: {hold: 25s, margin: 1x}\n");
        System.setProperty(PromotionGround.FAILPOINT, "late:after-proof");
        try {
            StepResult result = ground.bench(tight).carryOut("promote", nextEpoch());

            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
            assertThat(result.code()).isEqualTo("BLY-3612");
            assertThat(result.summary()).as("by the hold itself").contains("was used up before `name`");
        } finally {
            System.clearProperty(PromotionGround.FAILPOINT);
        }
    }

    @Test
    void clients_whose_transaction_does_not_end_in_time_are_not_cut_off() throws IOException, SQLException {
        Path tight = ground.plan("tight", "budget: {hold: 25s, margin: 1x}\n");
        int mine = nextEpoch();
        try (var open = ground.openTransaction()) {
            StepResult result = ground.bench(tight).carryOut("promote", mine);

            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
            assertThat(result.code()).isEqualTo("BLY-3611");
            assertThat(open.number("SELECT 1")).isEqualTo(1);
        }
        assertThat(Files.exists(ground.holdFolder(mine))).isTrue();
    }

    @Test
    void an_abort_in_the_hold_is_a_decision_and_undoes_it() {
        int mine = nextEpoch();
        assertThat(ground.abortedPromotion(mine)).contains("wanted");
        assertThat(ground.holdFolder(mine).resolve("decision")).hasContent("undo");
    }
}
