package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promotions that cross: whatever is killed meanwhile, new is live in the end and nothing is lost. */
class PromoteOfflineIT {

    @SuppressWarnings("NullAway.Init") // made before each test
    private PromotionGround ground;

    @BeforeEach
    void open() throws IOException {
        LabNeeds.loopDevices();
        ground = PromotionGround.open();
    }

    @AfterEach
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    void under_load_no_commit_is_lost_no_client_fails_and_new_serves_through_the_pooler()
            throws IOException, SQLException {
        StepResult result = ground.bench().carryOut("promote", 1);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("crossing", "commit");
        Path evidence = ground.bench().context("promote", 1).evidence().folder().resolve(result.evidence());
        System.out.println(Files.readString(evidence));
        ground.assertPromotedWithoutLoss();
        assertThat(ground.lab().targetDataDirectory().resolve("PG_VERSION")).hasContent("17");
        assertThat(ground.finalRoot().resolve("13")).doesNotExist();
        ground.assertNothingRehearsedIsLeft();
    }

    @Test
    void a_hold_that_is_killed_while_it_removes_what_was_rehearsed_is_completed_by_the_next_attempt()
            throws IOException, SQLException, InterruptedException {
        Process worker = ground.worker("wait:before-rehearsed", 1);
        ground.awaitReached(1);
        ground.killHold(1);
        worker.destroyForcibly().waitFor();
        ground.removeRehearsedHalf();

        StepResult result = ground.bench().carryOut("promote", 1);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        ground.assertNothingRehearsedIsLeft();
        ground.assertPromotedWithoutLoss();
    }

    @Test
    void a_hold_whose_worker_and_watchdog_are_killed_ends_by_itself_and_the_next_worker_adopts_that()
            throws IOException, SQLException, InterruptedException {
        Process worker = ground.worker("none", 1);
        ground.awaitRecorded(1, "begun upgrade");
        PromotionGround.kill(ground.watchdog(1));
        worker.destroyForcibly().waitFor();
        assertThat(ground.holdFolder(1).resolve("result.json")).doesNotExist();

        ground.awaitResult(1);
        ground.awaitProgress(ground.load().seen().acknowledged());
        StepResult adopted = ground.bench().carryOut("promote", 1);

        assertThat(adopted.outcome()).as(adopted.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(Files.readString(ground.holdFolder(1).resolve("record")).split("begun pause", -1))
                .hasSize(2);
        ground.assertPromotedWithoutLoss();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-open", "before-release", "after-rehearsed"})
    void a_hold_that_is_killed_behind_the_crossing_is_completed_by_the_next_attempt(String where)
            throws IOException, SQLException, InterruptedException {
        Process worker = ground.worker("wait:" + where, 1);
        ground.awaitReached(1);
        ground.killHold(1);
        worker.destroyForcibly().waitFor();

        StepResult result = ground.bench().carryOut("promote", 1);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("crossing", "commit");
        ground.assertNothingRehearsedIsLeft();
        ground.assertPromotedWithoutLoss();
    }

    @Test
    void old_that_somebody_starts_behind_the_crossing_keeps_new_closed_until_it_stands_still()
            throws IOException, SQLException, InterruptedException {
        Process worker = ground.worker("wait:after-cross", 1);
        ground.awaitReached(1);
        ground.killHold(1);
        worker.destroyForcibly().waitFor();
        ground.lab().cluster().start();

        Process settling = ground.worker("none", 1);
        ground.awaitSaid(1, "new is not opened beside it");
        assertThatThrownBy(() -> Sql.open(ground.lab().doorToTarget("orders").as("app", "any")))
                .hasMessageContaining("pg_hba.conf");
        ground.lab().cluster().stop();
        ground.awaitResult(1);
        settling.waitFor();

        ground.assertPromotedWithoutLoss();
        assertThat(Files.readString(ground.holdFolder(1).resolve("result.json")))
                .contains("since it was stopped for the promotion");
    }

    @Test
    void a_pooler_that_does_not_take_its_file_lets_nobody_go_to_where_nobody_serves()
            throws IOException, SQLException, InterruptedException {
        Process worker = ground.worker("wait:before-release", 1);
        ground.awaitReached(1);
        Path ini = ground.lab().pooler().configurationFile();
        Files.writeString(ini, "nobody understands this\n" + Files.readString(ini));
        ground.goOn(1);
        ground.awaitSaid(1, "still passes");

        Files.writeString(ini, Files.readString(ini).replace("nobody understands this\n", ""));
        ground.awaitResult(1);
        worker.waitFor();

        ground.assertPromotedWithoutLoss();
    }

    @Test
    void what_is_changed_on_new_before_a_killed_hold_is_completed_stays()
            throws IOException, SQLException, InterruptedException {
        Process worker = ground.worker("wait:after-release", 1);
        ground.awaitReached(1);
        ground.killHold(1);
        worker.destroyForcibly().waitFor();
        try (Sql sql = Sql.open(ground.lab().doorToTarget("postgres"))) {
            sql.execute("ALTER SYSTEM SET work_mem = '7MB'");
        }

        StepResult result = ground.bench().carryOut("promote", 1);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(Files.readString(ground.lab().targetDataDirectory().resolve("postgresql.auto.conf")))
                .contains("7MB");
        ground.assertPromotedWithoutLoss();
    }
}
