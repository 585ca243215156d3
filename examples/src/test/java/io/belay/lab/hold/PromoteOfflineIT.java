package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        assertThat(ground.lab().targetDataDirectory().getParent().getParent().resolve("13")).doesNotExist();
    }
}
