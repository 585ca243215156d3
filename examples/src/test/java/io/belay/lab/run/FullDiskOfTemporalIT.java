package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The file system of Temporal's own file runs full while a rehearsal is under way, and gets room again. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class FullDiskOfTemporalIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final long SMALL = 64L << 20;

    private House house;

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        house.lab().confineTemporal(SMALL);
        house.awaitParts();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void what_the_host_did_is_kept_there_and_told_as_soon_as_temporal_has_room() throws IOException {
        String snapshot = house.snapshot();
        Path plan = house.lab().writePlan("short", List.of("snapshot", "clone", "pg_upgrade"));
        String run = house.start(plan, snapshot);
        Path program = house.journal(run, "pg_upgrade").resolve("1/pg_upgrade");
        await().atMost(SOON).until(() -> Files.exists(program.resolve("started")));
        long upgrading = pid(program);
        House.signal(upgrading, "STOP");
        Path filler = house.lab().work().resolve("temporal/filler");
        fill(filler);
        useUp();
        House.signal(upgrading, "CONT");
        await("it ends, whether or not anybody can be told")
                .atMost(SOON)
                .until(() -> Files.exists(program.resolve("rc")));

        String told = await("what is told of the run is that it cannot be stored")
                .atMost(SOON)
                .until(
                        () -> house.cli().run("status", run).all(),
                        text -> text.contains("BLY-4050") || text.contains(", ended "));
        assertThat(told).contains("BLY-4050", "nothing is lost", "live serves on", "make room");
        assertThat(house.lab().cluster().isRunning()).isTrue();
        Files.delete(filler);

        RunStatus ended = house.end(run);
        assertThat(ended.phase()).as(ended.toString()).isEqualTo("COMPLETED");
        assertThat(observed(run).notice()).isEmpty();
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

    private static long pid(Path program) throws IOException {
        return Files.readAllLines(program.resolve("started")).stream()
                .filter(line -> line.startsWith("pid="))
                .mapToLong(line -> Long.parseLong(line.substring("pid=".length())))
                .findFirst()
                .orElseThrow();
    }

    /** The file has room inside, enough for the rest of a short run: workflows that nobody carries out take it, down to small ones. */
    private void useUp() {
        Random random = new Random(7);
        for (int bytes : new int[] {200_000, 20_000, 2_000}) {
            byte[] ballast = new byte[bytes];
            assertThatThrownBy(() -> {
                        while (true) {
                            random.nextBytes(ballast);
                            house.client()
                                    .temporal()
                                    .newUntypedWorkflowStub(
                                            "Ballast",
                                            WorkflowOptions.newBuilder()
                                                    .setTaskQueue("nobody")
                                                    .build())
                                    .start((Object) ballast);
                        }
                    })
                    .isInstanceOf(WorkflowServiceException.class);
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
