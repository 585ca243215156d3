package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An online promotion as people carry it out, through real Temporal, PgBouncer and both servers, while clients write: one that is
 * given up, then one from its beginning to the end of old live, there, back and there again. In the order of the story.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class OnlinePromotionIT {

    private OnlineHouse house;

    @BeforeAll
    void open() throws IOException, SQLException {
        LabNeeds.loopDevices();
        house = OnlineHouse.open();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (house != null) {
            house.close();
        }
    }

    @Test
    @Order(1)
    void given_up_behind_follow_live_is_as_before_and_the_candidate_is_gone() throws IOException, SQLException {
        String run = house.start();
        house.awaitGate(run);
        house.assertNothingCrossed();
        assertThat(house.leftOn(house.old("app1", "app"))).isNotEmpty();

        house.decide("alice", "abort", run, "--reason", "seen enough");

        assertThat(house.house().end(run).phase()).as(house.house().story(run)).isEqualTo("ABORTED");
        assertThat(house.leftOn(house.old("app1", "app"))).isEmpty();
        assertThat(new Traces(house.lab()).left()).isEmpty();
        assertThat(house.lab().targetDataDirectory()).doesNotExist();
        assertThat(house.servedMajor()).isEqualTo(13);
        house.awaitProgress();
        assertThat(house.load().failures()).isEmpty();
    }

    @Test
    @Order(2)
    void clients_go_to_new_back_to_old_and_to_new_again_and_then_old_goes() throws IOException, SQLException {
        String run = house.start();
        house.awaitGate(run);
        house.assertNothingCrossed();

        house.decide("dave", "approve", run);
        house.untilLive(run, "new");
        assertTold(run, "new", "new is live; the way back is open since", "makes old live again, and loses nothing");
        house.assertNewServes();

        house.decide("alice", "rollback", run);
        house.untilLive(run, "old");
        assertTold(run, "old", "old is live again; the way forward is open", "makes new live once more");
        house.assertOldServes();

        house.decide("alice", "rollback", run);
        house.untilLive(run, "new");
        assertTold(run, "new", "new is live; the way back is open since", "makes old live again");
        house.assertNewServes();

        retire(run);
    }

    private void retire(String run) throws IOException, SQLException {
        house.until(run, "old may go", status -> status.next().equals("belay retire " + run));
        house.decide("alice", "retire", run, "--confirm", OnlineHouse.CLUSTER);

        RunStatus end = house.house().end(run);

        assertThat(end.phase()).as(house.house().story(run)).isEqualTo("PROMOTED");
        assertThat(end.safe()).isEqualTo("new is live; old live is gone, its last image is kept");
        assertThat(house.json(run).path("promotion").path("way_back").asText()).isEqualTo("closed");
        assertThat(house.lab().cluster().dataDirectory()).doesNotExist();
        house.awaitProgress();
        assertThat(house.servedMajor()).isEqualTo(17);
        assertThat(house.leftOn(house.fresh("app1", "app"))).isEmpty();
        house.assertNothingLostOnNew();
        assertSmallHistory(run);
    }

    /** Bounds of the engine's design, for a whole online plan with its way back: some 50,000 events are what Temporal allows. */
    private void assertSmallHistory(String run) {
        EngineClient client = house.house().client();
        WorkflowExecutionHistory history =
                client.temporal().fetchHistory(client.run(run).orElseThrow().workflowId());
        int bytes = history.getHistory().getSerializedSize();
        System.out.println("  history: " + history.getEvents().size() + " events, " + bytes + " bytes");
        assertThat(history.getEvents()).hasSizeLessThan(1_000);
        assertThat(bytes).isLessThan(1 << 20);
    }

    /** To people and to programs. */
    private void assertTold(String run, String live, String... words) {
        JsonNode told = house.json(run);
        assertThat(told.path("promotion").path("live").asText())
                .as(told.toString())
                .isEqualTo(live);
        assertThat(told.path("promotion").path("way_back").asText()).isEqualTo("open");
        assertThat(told.path("promotion").path("at").asText()).isNotEmpty();
        assertThat(told.path("promotion").path("held_milliseconds").asLong()).isPositive();
        assertThat(told.path("ended").asBoolean()).isFalse();
        assertThat(told.has("problem")).isFalse();
        assertThat(told.path("safe").asText()).contains(words);
    }
}
