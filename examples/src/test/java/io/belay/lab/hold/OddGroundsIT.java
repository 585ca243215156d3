package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.LoopVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A promotion elsewhere than on btrfs, where Belay has a right in live that the new version does not know. */
class OddGroundsIT {

    @Test
    void on_shared_blocks_of_xfs() throws IOException, SQLException {
        promote(LabWish.usual().on(LoopVolume.Kind.XFS));
    }

    private static void promote(LabWish wish) throws IOException, SQLException {
        LabNeeds.loopDevices();
        try (PromotionGround ground = PromotionGround.open(wish)) {
            StepResult result = ground.bench().carryOut("promote", 1);

            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
            System.out.println(Files.readString(
                    ground.bench().context("promote", 1).evidence().folder().resolve(result.evidence())));
            ground.assertPromotedWithoutLoss();
            assertThat(ground.finalRoot().resolve("13")).doesNotExist();
        }
    }
}
