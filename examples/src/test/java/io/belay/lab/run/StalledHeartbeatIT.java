package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A worker that lives and works, but whose heartbeats do not arrive: the network to Temporal swallows them. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class StalledHeartbeatIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(5);

    private House house;
    private SwallowingProxy network;
    private String snapshot = "";

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        snapshot = house.snapshot();
        House.kill(house.worker());
        network = SwallowingProxy.to(house.lab().temporal().port());
        house.start(
                "far-worker",
                List.of("worker", "--config", house.lab().hostConfiguration().toString()),
                house.lab().environment(),
                network.address());
        await().atMost(SOON).until(() -> house.text(house.log("far-worker")).contains("worker of host lab runs"));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (house != null) {
            house.close();
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void a_worker_whose_heartbeats_do_not_arrive_works_on_and_its_next_attempt_adopts_what_runs() {
        Path plan = house.lab().writePlan("short", List.of("snapshot", "clone", "pg_upgrade"));
        String run = house.start(plan, snapshot);
        await().atMost(SOON)
                .pollInterval(LOOK)
                .until(() -> Files.exists(house.journal(run, "pg_upgrade").resolve("1/pg_upgrade/started")));
        network.swallow();
        await("Temporal gives the attempt up")
                .atMost(SOON)
                .until(() -> observed(run).calls().stream().anyMatch(call -> call.attempt() >= 2));
        assertThat(observed(run).notice()).contains("is tried for the 2. time", "eartbeat");
        network.pass();

        RunStatus status = house.end(run);

        assertThat(status.phase()).as(status.toString()).isEqualTo("COMPLETED");
        assertThat(observed(run)
                        .detail("pg_upgrade")
                        .orElseThrow()
                        .result()
                        .orElseThrow()
                        .facts())
                .containsEntry("launches", "1");
        assertThat(Files.exists(house.journal(run, "pg_upgrade").resolve("2"))).isFalse();
        assertThat(new Traces(house.lab()).left()).isEmpty();
    }

    private ObservedRun observed(String run) {
        return house.client().run(run).orElseThrow();
    }
}
