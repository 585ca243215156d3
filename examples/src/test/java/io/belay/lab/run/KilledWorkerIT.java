package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Whoever is killed in the middle of a rehearsal: it ends well, each tool ran once, and nothing is left. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class KilledWorkerIT {

    private static final Duration SOON = Duration.ofMinutes(1);
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
    void a_worker_that_is_killed_in_clone_pg_upgrade_analyze_and_verify_is_followed_by_one_that_goes_on() {
        String run = house.start(house.lab().planFile(), snapshot);
        until(run, "a candidate", () -> Files.exists(candidate(run)));
        replaceKilledWorker();
        until(run, "pg_upgrade", () -> isAtWork(run, "pg_upgrade"));
        replaceKilledWorker();
        until(run, "vacuumdb", () -> isAtWork(run, "analyze"));
        replaceKilledWorker();
        until(run, "the second copy of verify", () -> Files.exists(throwaway(run, "verify-new")));
        replaceKilledWorker();

        RunStatus status = house.end(run);

        assertWell(status);
        assertLaunchedOnce(run, "pg_upgrade", "pg_upgrade");
        assertLaunchedOnce(run, "analyze", "vacuumdb");
        assertThat(facts(run, "pg_upgrade")).containsEntry("launches", "1").containsEntry("adopted", "true");
        assertThat(facts(run, "analyze")).containsEntry("adopted", "true");
    }

    @Test
    void a_worker_that_is_asked_to_stop_lets_go_of_pg_upgrade_and_the_next_one_adopts_it() {
        String run = house.start(shortPlan, snapshot);
        until(run, "pg_upgrade", () -> isAtWork(run, "pg_upgrade"));
        replaceStoppedWorker();

        RunStatus status = house.end(run);

        assertWell(status);
        assertLaunchedOnce(run, "pg_upgrade", "pg_upgrade");
        assertThat(facts(run, "pg_upgrade")).containsEntry("launches", "1").containsEntry("adopted", "true");
    }

    @Test
    void a_worker_that_is_asked_to_stop_in_clone_and_in_verify_lets_go_and_the_next_one_repeats_the_step() {
        String run = house.start(house.lab().planFile(), snapshot);
        until(run, "a candidate", () -> Files.exists(candidate(run)));
        replaceStoppedWorker();
        until(run, "the first copy of verify", () -> Files.exists(throwaway(run, "verify-old")));
        replaceStoppedWorker();

        assertWell(house.end(run));
        assertLaunchedOnce(run, "pg_upgrade", "pg_upgrade");
    }

    @Test
    void an_engine_that_is_killed_in_pg_upgrade_is_followed_by_one_that_goes_on() {
        String run = house.start(shortPlan, snapshot);
        until(run, "pg_upgrade", () -> isAtWork(run, "pg_upgrade"));
        House.kill(house.engine());
        house.startEngine();

        assertWell(house.end(run));
        assertLaunchedOnce(run, "pg_upgrade", "pg_upgrade");
    }

    @Test
    void a_temporal_server_that_is_killed_in_pg_upgrade_goes_on_from_its_file() {
        String run = house.start(shortPlan, snapshot);
        until(run, "pg_upgrade", () -> isAtWork(run, "pg_upgrade"));
        house.lab().temporal().killNow();
        house.lab().restartTemporal();

        assertWell(house.end(run));
        assertLaunchedOnce(run, "pg_upgrade", "pg_upgrade");
        assertThat(facts(run, "pg_upgrade")).containsEntry("launches", "1");
    }

    private void replaceKilledWorker() {
        House.kill(house.worker());
        house.startWorker();
    }

    private void replaceStoppedWorker() {
        House.signal(house.worker().pid(), "TERM");
        await().atMost(SOON).until(() -> !house.worker().isAlive());
        house.startWorker();
    }

    private void until(String run, String what, Callable<Boolean> isSo) {
        try {
            await(what).atMost(SOON).pollDelay(LOOK).pollInterval(LOOK).until(isSo);
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError("waited in vain for " + what + ": " + house.story(run), inVain);
        }
    }

    private Path candidate(String run) {
        return house.lab().place().resolve("candidates").resolve(run);
    }

    private Path throwaway(String run, String name) {
        return house.lab().place().resolve("throwaway").resolve(run).resolve(name);
    }

    private boolean isAtWork(String run, String step) {
        return launches(run, step).stream().anyMatch(launch -> !Files.exists(launch.resolve("rc")));
    }

    /** Folders of the journal in which a program was started. */
    private List<Path> launches(String run, String step) {
        Path journal = house.journal(run, step);
        if (!Files.isDirectory(journal)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(journal, 3, (file, attributes) -> file.endsWith("started"))) {
            return files.map(Path::getParent).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void assertWell(RunStatus status) {
        assertThat(status.phase()).as(status.toString()).isEqualTo("COMPLETED");
        assertThat(status.steps()).allSatisfy(step -> {
            assertThat(step.status()).as(step.id()).isEqualTo("DONE");
            assertThat(step.attempts()).as("launches of " + step.id()).isLessThanOrEqualTo(1);
        });
        assertThat(new Traces(house.lab()).left()).isEmpty();
        assertThat(house.client().snapshots(house.lab().clusterReference()))
                .allSatisfy(taken -> assertThat(taken.usedBy()).isEmpty());
    }

    /** The journal has one launch, and the tool's own output begins once. */
    private void assertLaunchedOnce(String run, String step, String program) {
        assertThat(launches(run, step)).singleElement().satisfies(launch -> {
            assertThat(launch).endsWith(Path.of(step, "1", program));
            assertThat(launch.resolve("rc")).hasContent("0");
            if (program.equals("pg_upgrade")) {
                assertThat(house.text(launch.resolve("output"))).containsOnlyOnce("Checking cluster versions");
            }
        });
    }

    private Map<String, String> facts(String run, String step) {
        return house.client().run(run).orElseThrow().details().stream()
                .filter(detail -> detail.id().equals(step))
                .findFirst()
                .flatMap(ObservedRun.StepDetail::result)
                .orElseThrow()
                .facts();
    }
}
