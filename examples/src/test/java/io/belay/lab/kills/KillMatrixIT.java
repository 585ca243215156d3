package io.belay.lab.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.lab.LabNeeds;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The short form of {@code bench/run kill-matrix}. */
class KillMatrixIT {

    /** Draws one upgrade that its operator aborts and one that goes on, so both ends are seen on a single lab. */
    private static final long SEED = 34;

    @Test
    void of_upgrades_in_which_anybody_is_killed_each_ends_or_asks_and_nothing_false_is_stated() throws IOException {
        LabNeeds.loopDevices();

        KillReport report = new KillMatrix(KillMatrix.Size.brief(SEED), System.out::println).run();

        report.counts().forEach(System.out::println);
        assertThat(report.wrong()).isEmpty();
        assertThat(report.kills())
                .isGreaterThanOrEqualTo(KillMatrix.Size.brief(SEED).kills());
    }
}
