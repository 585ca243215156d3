package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ChildJvm;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        private ChildJvm worker;

        Killed(OnlineHouse online, String run) {
            this.online = online;
            this.house = online.house();
            this.run = run;
            this.worker = house.worker();
        }

        /** As soon as it begins, and once more when the candidate's server is up. */
        void workerInFollow() throws IOException, SQLException {
            online.until(run, "follow begins", status -> isAtWork(status, "follow"));
            House.kill(worker);
            worker = house.startWorker();
            Path socket = online.lab()
                    .cluster()
                    .socketFolder()
                    .resolve(".s.PGSQL." + online.lab().targetPort());
            await().atMost(SOON).pollInterval(LOOK).until(() -> Files.exists(socket));
            House.kill(worker);
            worker = workerMeeting("wait:after-drain");

            online.awaitGate(run);
            online.assertNothingCrossed();
        }

        /** The watchdog lets clients go on with old, with no worker there. */
        void workerAndHoldBeforeTheCrossing() throws IOException, SQLException {
            online.decide("dave", "approve", run);
            Path hold = awaitReached();
            House.kill(worker);
            killHold();
            online.awaitProgress();
            assertThat(online.servedMajor()).isEqualTo(13);
            await().atMost(SOON).until(() -> Files.exists(hold.resolve("result.json")));
            worker = workerMeeting("wait:before-cross");

            RunStatus undone = online.until(run, "the hold is told as undone", RunStatus::needsPerson);

            assertThat(undone.phase()).as(house.story(run)).isEqualTo("BLOCKED");
            assertThat(undone.problem().step()).isEqualTo("promote");
            assertThat(undone.safe()).contains("live serves on");
            online.assertNothingCrossed();
        }

        /** The hold needs no worker to bring clients to new. */
        void workerInTheHold() throws IOException, SQLException {
            online.decide("dave", "retry", run);
            Path hold = awaitReached();
            House.kill(worker);
            Files.createFile(hold.resolve("go"));
            online.awaitProgress();
            assertThat(online.servedMajor()).isEqualTo(17);
            worker = workerMeeting("wait:after-cross");

            online.untilLive(run, "new");
            online.assertNewServes();
        }

        /** The watchdog brings clients to old, with no worker there. */
        void workerAndHoldBehindTheCrossingOfASwap() throws IOException, SQLException {
            online.decide("alice", "rollback", run);
            awaitReached();
            House.kill(worker);
            killHold();
            online.awaitProgress();
            assertThat(online.servedMajor()).isEqualTo(13);
            worker = house.startWorker();

            online.untilLive(run, "old");
            online.assertOldServes();
        }

        private static boolean isAtWork(RunStatus status, String step) {
            return status.steps().stream()
                    .anyMatch(line -> line.id().equals(step) && line.status().equals("RUNNING"));
        }

        /** Each hold that it launches waits at that place. */
        private ChildJvm workerMeeting(String failpoint) {
            String name = failpoint.replace(':', '-');
            Map<String, String> environment = new HashMap<>(online.lab().environment());
            environment.put("JAVA_TOOL_OPTIONS", "-Dio.belay.hold.failpoint=" + failpoint);
            ChildJvm started = house.start(
                    name,
                    List.of(
                            "worker",
                            "--config",
                            online.lab().hostConfiguration().toString()),
                    environment);
            await("the worker is up")
                    .atMost(SOON)
                    .until(() -> house.text(house.log(name)).contains("worker of host lab runs"));
            return started;
        }

        /** @return the folder of the newest hold, which waits at its failpoint */
        private Path awaitReached() {
            Path runs = house.state().resolve("runs").resolve(run);
            await("a hold waits at its place")
                    .atMost(SOON)
                    .pollInterval(LOOK)
                    // A file that is written beside its place may go while the folders are walked.
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> newest(runs, "reached")
                            .filter(found -> !Files.exists(found.resolveSibling("result.json")))
                            .filter(found -> !Files.exists(found.resolveSibling("go")))
                            .isPresent());
            return newest(runs, "reached").map(Path::getParent).orElseThrow();
        }

        /** As {@code kill -9} of the hold's own process does; its watchdog stays. */
        private void killHold() {
            Path started = newest(house.state().resolve("journal").resolve(run), "started", "hold")
                    .orElseThrow();
            long pid = house.text(started)
                    .lines()
                    .filter(line -> line.startsWith("pid="))
                    .mapToLong(line -> Long.parseLong(line.substring("pid=".length())))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            process.destroyForcibly();
            await().atMost(SOON).until(() -> !process.isAlive());
        }

        private static Optional<Path> newest(Path folder, String name) {
            return newest(folder, name, "");
        }

        /** @param inside of a folder of that name, or of any */
        private static Optional<Path> newest(Path folder, String name, String inside) {
            Path wanted = Path.of(inside, name);
            try (Stream<Path> files = Files.find(folder, 6, (file, attributes) -> file.endsWith(wanted))) {
                return files.max(Comparator.comparing(file -> file.toFile().lastModified()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
