package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ShortProgram;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabCluster;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import io.belay.workers.storage.StoreRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The file system that candidate and live share runs full while {@code pg_upgrade} writes. One run, in the order of the tests: nearly
 * full, full, and with room again. Full it is made by this test, not by Belay: live, too, can write nothing then (on a file system
 * that copies on write not even over a segment that it has), so nothing is asserted of its server until there is room again.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class FullDiskOfCandidateIT {

    private static final String CLUSTER = "lab/orders";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** Just below the 8 % that the plan keeps by itself: more than live needs for a while. */
    private static final int LEFT_PERCENT = 7;

    private static final long PIECE = 256L << 20;
    private static final long SMALLEST = 1 << 16;
    private static final int ROWS = 100_000;

    private House house;
    private Path filler;
    private String run = "";

    @BeforeAll
    void rehearseGreen() {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        assumeThat(house.client().announce("lab").kinds())
                .as("this host carries out no promotion, so no plan can be applied on it")
                .contains("promote");
        filler = house.lab().volume().path().resolve("filler");
        Path plan = house.lab()
                .writePlan(
                        "applied",
                        List.of(
                                "preflight",
                                "snapshot",
                                "clone",
                                "{id: begin, approve: {by: change-board}}",
                                "pg_upgrade: {mode: link}",
                                "verify",
                                "approve: {by: change-board}",
                                "promote: {mode: offline, way_back: none}"));
        assertThat(house.rehearse(plan, "").phase()).isEqualTo("COMPLETED");
        assertThat(house.cli()
                        .run("apply", plan.toString(), "--confirm", CLUSTER)
                        .exit())
                .isEqualTo(5);
        run = house.client().runs(CLUSTER, 5).stream()
                .map(ObservedRun::status)
                .filter(status -> !status.rehearsal())
                .findFirst()
                .orElseThrow()
                .run();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    @Order(1)
    void the_step_is_ended_before_live_has_no_room_and_the_candidate_is_back_at_its_waypoint() throws SQLException {
        assertThat(approver().run("approve", run).exit()).isZero();
        await().atMost(SOON).pollInterval(LOOK).until(() -> Files.exists(started(1)));
        leave(LEFT_PERCENT);

        RunStatus stopped = rest();

        assertThat(stopped.phase()).isEqualTo("BLOCKED");
        assertThat(stopped.problem().code()).isEqualTo("BLY-3211");
        assertThat(stopped.problem().summary())
                .contains("the btrfs file system at `" + house.lab().volume().path() + "` has ", "MiB are missing")
                .contains("live is untouched");
        assertThat(stopped.safe()).contains("live serves on, untouched; the candidate is at waypoint `w3`");
        assertThat(house.cli().run("status", run).out())
                .contains("BLY-3211", "MiB are missing", "next     belay retry " + run);
        try (Sql sql = house.lab().cluster().open("orders")) {
            sql.execute("CREATE TABLE written_meanwhile AS SELECT * FROM generate_series(1, " + ROWS + ")");
        }
    }

    @Test
    @Order(2)
    void where_the_disk_is_full_at_once_the_failure_is_as_definite_and_nothing_else_is_asked_of_a_person()
            throws IOException {
        makeRoom();
        assertThat(house.cli().run("retry", run).exit()).isZero();
        await().atMost(SOON).pollInterval(LOOK).until(() -> Files.exists(started(2)));
        leave(0);

        RunStatus stopped = rest();

        assertThat(stopped.phase()).isEqualTo("BLOCKED");
        // Whoever is first, the tool that finds no room or the worker that sees the reserve touched.
        assertThat(stopped.problem().code()).isIn("BLY-3211", "BLY-3322");
        assertThat(stopped.problem().summary()).contains("the btrfs file system at `", "MiB are missing");
        assertThat(stopped.safe()).contains("the candidate is at waypoint `w3`");
    }

    @Test
    @Order(3)
    void with_room_again_live_has_all_that_was_written_and_a_retry_goes_on_to_the_end() throws IOException {
        makeRoom();
        await().atMost(SOON).ignoreExceptions().until(this::isLiveWhole);

        assertThat(house.cli().run("retry", run).exit()).isZero();

        assertThat(rest().waitsFor()).contains("change-board to approve");
        house.cli().run("abort", run, "--reason", "enough seen");
        assertThat(house.end(run).phase()).isEqualTo("ABORTED");
        assertThat(new Traces(house.lab()).left()).isEmpty();
    }

    private Cli approver() {
        Map<String, String> environment = new HashMap<>(house.lab().environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", house.lab().temporal().address());
        environment.put("USER", "dave");
        environment.put("SUDO_USER", "");
        return new Cli(house.lab().work(), environment);
    }

    /** What is removed is free behind a commit of the file system, and a retry before that is refused for want of room. */
    private void makeRoom() throws IOException {
        Files.delete(filler);
        String volume = house.lab().volume().path().toString();
        assertThat(ShortProgram.of("sync", "--file-system", volume).run().succeeded())
                .isTrue();
    }

    private Path started(int epoch) {
        return house.journal(run, "pg_upgrade").resolve(epoch + "/pg_upgrade/started");
    }

    private RunStatus rest() {
        RunStatus status = house.client().watch(run, House.LONGEST, seen -> {});
        assertThat(status.needsPerson()).as(house.story(run)).isTrue();
        System.out.println("  run " + run + " rests: " + status);
        return status;
    }

    /** Live may be in its recovery, or ended by what it could not write. */
    private boolean isLiveWhole() throws SQLException {
        LabCluster live = house.lab().cluster();
        if (!live.isRunning()) {
            live.start();
        }
        try (Sql sql = live.open("orders")) {
            return sql.number("SELECT count(*) FROM written_meanwhile") == ROWS;
        }
    }

    /**
     * Reserves without writing, so the machine below keeps its room; in pieces, down to that share or to the last block, and no
     * further: what is left is for live. Not by statfs, which tells of a piece only a moment later.
     */
    private void leave(int percent) {
        Path volume = house.lab().volume().path();
        long enough = volume.toFile().getTotalSpace() * percent / 100;
        long piece = PIECE;
        long above = StoreRoom.at(volume).freeBytes() - enough;
        while (above > SMALLEST && piece >= SMALLEST) {
            long length = Math.min(piece, above);
            String[] reserve = {
                "fallocate", "--offset", "" + filler.toFile().length(), "--length", "" + length, filler.toString()
            };
            if (!ShortProgram.of(reserve).run().succeeded()) {
                piece /= 2;
            }
            above = StoreRoom.at(volume).freeBytes() - enough;
        }
    }
}
