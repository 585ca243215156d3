package io.belay.lab.run;

import static org.awaitility.Awaitility.await;

import io.belay.lab.LabCluster;
import io.belay.lab.LabNeeds;
import io.belay.lab.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One online promotion during which each server that takes part in it is killed while the candidate follows: clients go on, at one side, with
 * every order that was acknowledged, and what Belay says is so. In the order of the story.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class KilledServersIT {

    private static final Duration LOOK = Duration.ofMillis(20);

    private OnlineHouse online;
    private House house;
    private String run = "";

    @BeforeAll
    void open() throws IOException, SQLException {
        LabNeeds.loopDevices();
        online = OnlineHouse.open();
        house = online.house();
        run = online.start();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (online != null) {
            online.close();
        }
    }

    @Test
    @Order(1)
    void new_that_dies_while_it_catches_up_is_started_again_and_follows() throws IOException, SQLException {
        await("new follows").atMost(House.LONGEST).pollInterval(LOOK).until(this::isFollowing);
        killNew();

        online.awaitGate(run);

        online.assertNothingCrossed();
    }

    @Test
    @Order(2)
    void behind_the_gate_the_run_is_told_as_before_once_engine_and_temporal_are_back()
            throws IOException, SQLException {
        House.kill(house.engine());
        online.lab().temporal().killNow();
        online.awaitProgress();
        online.startTemporalAndEngineAgain();

        online.awaitGate(run);

        online.assertNothingCrossed();
    }

    @Test
    @Order(3)
    void pooler_and_old_that_died_behind_the_gate_lose_no_order_and_are_followed_on() throws IOException, SQLException {
        online.strikes();
        online.lab().pooler().killNow();
        online.lab().cluster().killNow();
        online.lab().cluster().start();
        online.lab().pooler().startAgain();

        online.assertNothingCrossed();

        online.awaitGate(run);
    }

    private void killNew() {
        LabCluster.killNow(online.lab().targetDataDirectory());
    }

    /** All of its subscriptions. */
    private boolean isFollowing() {
        try (Sql sql = Sql.open(online.fresh("postgres", LabCluster.BELAY_ROLE))) {
            return sql.number("SELECT count(*) FROM pg_stat_subscription WHERE pid IS NOT NULL") == 3;
        } catch (SQLException notYet) {
            return false;
        }
    }
}
