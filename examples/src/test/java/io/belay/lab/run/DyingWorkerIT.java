package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ChildJvm;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a whole worker meets with Temporal around it, beyond the launcher's own crash table. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class DyingWorkerIT {

    private static final int REFUSED = 4;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(5);

    private House house;
    private String snapshot;
    private Path shortPlan;

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        snapshot = house.snapshot();
        shortPlan = house.lab().writePlan("short", List.of("snapshot", "clone", "pg_upgrade"));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void a_worker_that_stands_still_past_its_lease_and_goes_on_launches_nothing_twice() {
        String run = house.start(shortPlan, snapshot);
        await().atMost(SOON).pollInterval(LOOK).until(() -> Files.exists(started(run)));
        House.signal(house.worker().pid(), "STOP");
        await("Temporal gives the attempt up").atMost(SOON).until(() -> attempt(run) >= 2);
        House.signal(house.worker().pid(), "CONT");

        RunStatus status = house.end(run);

        assertThat(status.phase()).as(status.toString()).isEqualTo("COMPLETED");
        // Whether the late attempt tells of it or the one that adopted it, it was launched once.
        assertThat(facts(run)).containsEntry("launches", "1");
        assertThat(new Traces(house.lab()).left()).isEmpty();
    }

    @Test
    void a_worker_that_dies_around_the_keeping_of_a_result_is_followed_by_one_that_does_nothing_twice()
            throws IOException {
        for (String place : List.of("before-result", "after-result")) {
            Path sign = house.lab().work().resolve("reached-" + place);
            House.kill(house.worker());
            ChildJvm failing = worker("failing-" + place, house.lab().hostConfiguration(), place + "=" + sign);
            await("a run that nobody answers within seconds ends at once")
                    .atMost(SOON)
                    .until(() -> house.text(house.log("failing-" + place)).contains("worker of host lab runs"));
            String run = house.start(shortPlan, snapshot);
            await().atMost(SOON).until(() -> Files.exists(sign));
            House.kill(failing);
            house.startWorker();

            RunStatus status = house.end(run);

            assertThat(status.phase()).as(place + " " + status).isEqualTo("COMPLETED");
            assertThat(status.steps())
                    .allSatisfy(step -> assertThat(step.attempts()).isLessThanOrEqualTo(1));
            assertThat(new Traces(house.lab()).left()).isEmpty();
        }
    }

    @Test
    void a_second_worker_under_the_same_host_name_does_not_start_and_says_why() throws IOException {
        Path first = house.lab().hostConfiguration();
        Path other = Files.writeString(
                first.resolveSibling("copied.host.yaml"),
                Files.readString(first).replace(house.state().toString(), house.state() + "-of-a-copy"));

        ChildJvm second = worker("second", other, "");
        await().atMost(SOON).until(() -> !second.isAlive());

        assertThat(second.exitCode()).isEqualTo(REFUSED);
        assertThat(house.text(house.log("second")))
                .contains("BLY-3066", "another worker serves host `lab`", "did not start");
        assertThat(house.worker().isAlive()).isTrue();
    }

    private ChildJvm worker(String name, Path hostFile, String failpoint) {
        Map<String, String> environment = new HashMap<>(house.lab().environment());
        if (!failpoint.isEmpty()) {
            environment.put("JAVA_TOOL_OPTIONS", "-Dio.belay.failpoint=" + failpoint);
        }
        return house.start(name, List.of("worker", "--config", hostFile.toString()), environment);
    }

    private Path started(String run) {
        return house.journal(run, "pg_upgrade").resolve("1/pg_upgrade/started");
    }

    private int attempt(String run) {
        return house.client().run(run).stream()
                .flatMap(seen -> seen.calls().stream())
                .mapToInt(ObservedRun.Call::attempt)
                .max()
                .orElse(0);
    }

    private Map<String, String> facts(String run) {
        return house.client()
                .run(run)
                .flatMap(seen -> seen.detail("pg_upgrade"))
                .flatMap(ObservedRun.StepDetail::result)
                .orElseThrow()
                .facts();
    }
}
