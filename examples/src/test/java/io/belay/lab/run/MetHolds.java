package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The holds of one run, met at a place where a test wants to strike: by workers whose holds wait there. One thread. */
final class MetHolds {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final OnlineHouse online;
    private final House house;
    private final String run;
    private ChildJvm worker;
    private int workers;

    MetHolds(OnlineHouse online, String run) {
        this.online = online;
        this.house = online.house();
        this.run = run;
        this.worker = house.worker();
    }

    ChildJvm worker() {
        return worker;
    }

    void killWorker() {
        House.kill(worker);
    }

    /** A worker that knows no such place. */
    void startWorker() {
        worker = house.startWorker();
    }

    /** Instead of the worker that is there, one whose holds wait at that place. */
    void meetAt(String place) {
        if (worker.isAlive()) {
            House.kill(worker);
        }
        startWorkerMeeting(place, online.lab().temporal().address());
    }

    /** @param temporal where the worker believes Temporal to be */
    void startWorkerMeeting(String place, String temporal) {
        String name = "worker-" + ++workers;
        Map<String, String> environment = new HashMap<>(online.lab().environment());
        environment.put("JAVA_TOOL_OPTIONS", "-Dio.belay.hold.failpoint=wait:" + place);
        worker = house.start(
                name,
                List.of("worker", "--config", online.lab().hostConfiguration().toString()),
                environment,
                temporal);
        await("the worker is up")
                .atMost(SOON)
                .until(() -> house.text(house.log(name)).contains("worker of host lab runs"));
    }

    /** @return the folder of the newest hold, which waits at its place */
    Path awaitReached() {
        Path runs = house.state().resolve("runs").resolve(run);
        try {
            return await("a hold waits at its place")
                    .atMost(SOON)
                    .pollInterval(LOOK)
                    // Files come and go under the look.
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(
                            () -> newest(runs, Path.of("reached"))
                                    .map(Path::getParent)
                                    .filter(hold -> !isOver(hold) && !Files.exists(hold.resolve("go"))),
                            Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError(house.story(run), inVain);
        }
    }

    static void goOn(Path hold) throws IOException {
        Files.createFile(hold.resolve("go"));
    }

    static void awaitResult(Path hold) {
        await("the hold has a result").atMost(SOON).pollInterval(LOOK).until(() -> isOver(hold));
    }

    static boolean isOver(Path hold) {
        return Files.exists(hold.resolve("result.json"));
    }

    /** As {@code kill -9} of the hold's own process does; its watchdog stays. */
    void killHold() {
        kill(hold());
    }

    /** The process that carries out the newest hold. */
    ProcessHandle hold() {
        return launched("hold");
    }

    ProcessHandle watchdog() {
        return launched("watchdog");
    }

    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await().atMost(SOON).pollInterval(LOOK).until(() -> !process.isAlive());
    }

    private ProcessHandle launched(String program) {
        Path started = await().atMost(SOON)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(
                        () -> newest(house.state().resolve("journal").resolve(run), Path.of(program, "started")),
                        Optional::isPresent)
                .orElseThrow();
        long pid = house.text(started)
                .lines()
                .filter(line -> line.startsWith("pid="))
                .mapToLong(line -> Long.parseLong(line.substring("pid=".length())))
                .findFirst()
                .orElseThrow();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        assertThat(process).as(started.toString()).isPresent();
        return process.orElseThrow();
    }

    /** @param wanted the end of its path */
    private static Optional<Path> newest(Path folder, Path wanted) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(folder, 6, (file, attributes) -> file.endsWith(wanted))) {
            return files.max(Comparator.comparing(file -> file.toFile().lastModified()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
