package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One online promotion whose worker is killed wherever it hurts, and its hold beside it: clients notice nothing but a wait. */
class KilledOnlineIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    @Test
    void whoever_dies_in_follow_in_the_hold_and_in_a_swap_clients_go_on_and_nothing_is_lost()
            throws IOException, SQLException {
        LabNeeds.loopDevices();
        try (OnlineHouse house = OnlineHouse.open()) {
            Killed killed = new Killed(house, house.start());
            killed.workerInFollow();
            killed.workerAndHoldBeforeTheCrossing();
            killed.workerInTheHold();
            killed.workerAndHoldBehindTheCrossingOfASwap();
        }
    }

    /** The story's parts, in their order. */
    private static final class Killed {

        private final OnlineHouse online;
        private final House house;
        private final String run;
        private final MetHolds holds;

        Killed(OnlineHouse online, String run) {
            this.online = online;
            this.house = online.house();
            this.run = run;
            this.holds = new MetHolds(online, run);
        }

        /** As soon as it begins, and once more when the candidate's server is up. */
        void workerInFollow() throws IOException, SQLException {
            online.until(run, "follow begins", status -> isAtWork(status, "follow"));
            holds.killWorker();
            holds.startWorker();
            Path socket = online.lab()
                    .cluster()
                    .socketFolder()
                    .resolve(".s.PGSQL." + online.lab().targetPort());
            await().atMost(SOON).pollInterval(LOOK).until(() -> Files.exists(socket));
            holds.killWorker();
            holds.meetAt("after-drain");

            online.awaitGate(run);
            online.assertNothingCrossed();
        }

        /** The watchdog lets clients go on with old, with no worker there. */
        void workerAndHoldBeforeTheCrossing() throws IOException, SQLException {
            online.decide("dave", "approve", run);
            Path hold = holds.awaitReached();
            holds.killWorker();
            holds.killHold();
            online.awaitProgress();
            assertThat(online.servedMajor()).isEqualTo(13);
            MetHolds.awaitResult(hold);
            holds.meetAt("before-cross");

            RunStatus undone = online.until(run, "the hold is told as undone", RunStatus::needsPerson);

            assertThat(undone.phase()).as(house.story(run)).isEqualTo("BLOCKED");
            assertThat(undone.problem().step()).isEqualTo("promote");
            assertThat(undone.safe()).contains("live serves on");
            online.assertNothingCrossed();
        }

        /** The hold needs no worker to bring clients to new. */
        void workerInTheHold() throws IOException, SQLException {
            online.decide("dave", "retry", run);
            Path hold = holds.awaitReached();
            holds.killWorker();
            MetHolds.goOn(hold);
            online.awaitProgress();
            assertThat(online.servedMajor()).isEqualTo(17);
            holds.meetAt("after-cross");

            online.untilLive(run, "new");
            online.assertNewServes();
        }

        /** The watchdog brings clients to old, with no worker there. */
        void workerAndHoldBehindTheCrossingOfASwap() throws IOException, SQLException {
            online.decide("alice", "rollback", run);
            holds.awaitReached();
            holds.killWorker();
            holds.killHold();
            online.awaitProgress();
            assertThat(online.servedMajor()).isEqualTo(13);
            holds.startWorker();

            online.untilLive(run, "old");
            online.assertOldServes();
        }

        private static boolean isAtWork(RunStatus status, String step) {
            return status.steps().stream()
                    .anyMatch(line -> line.id().equals(step) && line.status().equals("RUNNING"));
        }
    }
}
