package io.belay.lab.run;

import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ChildJvm;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A lab with an engine and a worker, each in a JVM of its own that a test may kill. One thread. */
final class House implements AutoCloseable {

    static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lab lab;
    private final EngineClient client;
    private final List<ChildJvm> parts = new ArrayList<>();
    private ChildJvm engine;
    private ChildJvm worker;

    private House(Lab lab) {
        this.lab = lab;
        this.client = EngineClient.connect(Connection.plain(lab.temporal().address()));
        this.engine = startEngine();
        this.worker = startWorker();
    }

    /** Everything stands when it returns: engine and worker poll. */
    static House open(LabWish wish) {
        Lab lab = Lab.open(wish, sentence -> System.out.println("  lab: " + sentence));
        try {
            House house = new House(lab);
            house.awaitParts();
            return house;
        } catch (RuntimeException failure) {
            lab.close();
            throw failure;
        }
    }

    /** For the message of a test that waits in vain. */
    String story(String run) {
        return client.run(run) + "\nworker: " + tail(log("worker")) + "\nengine: " + tail(log("engine"));
    }

    private String tail(Path log) {
        String text = text(log);
        return text.substring(Math.max(0, text.length() - 6000));
    }

    void awaitParts() {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> !client.engineIsGone());
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> !client.workerIsGone("lab"));
    }

    Lab lab() {
        return lab;
    }

    EngineClient client() {
        return client;
    }

    ChildJvm engine() {
        return engine;
    }

    ChildJvm worker() {
        return worker;
    }

    ChildJvm startEngine() {
        engine = start("engine", List.of("engine"));
        return engine;
    }

    ChildJvm startWorker() {
        worker = start(
                "worker", List.of("worker", "--config", lab.hostConfiguration().toString()));
        return worker;
    }

    /** A further part, such as the page; the log is {@code NAME.log} in the work folder. */
    ChildJvm start(String name, List<String> arguments) {
        return start(name, arguments, lab.environment());
    }

    ChildJvm start(String name, List<String> arguments, Map<String, String> environment) {
        return start(name, arguments, environment, lab.temporal().address());
    }

    /** @param temporal where it believes Temporal to be */
    ChildJvm start(String name, List<String> arguments, Map<String, String> environment, String temporal) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--temporal", temporal));
        ChildJvm part = ChildJvm.start(name, all, environment, log(name));
        parts.add(part);
        return part;
    }

    /** The command line, pointed at this lab's Temporal. */
    Cli cli() {
        Map<String, String> environment = new HashMap<>(lab.environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", lab.temporal().address());
        return new Cli(lab.work(), environment);
    }

    Path log(String name) {
        return lab.work().resolve(name + ".log");
    }

    /** As {@code kill -9} does, and waits for the end. */
    static void kill(ChildJvm part) {
        signal(part.pid(), "KILL");
        await().atMost(PATIENCE).until(() -> !part.isAlive());
    }

    static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    String snapshot() {
        return client.takeSnapshot(lab.clusterReference(), "a test").id();
    }

    String start(Path plan, String snapshot) {
        return client.startRehearsal(canonical(plan), snapshot, "alice");
    }

    RunStatus end(String run) {
        await("Temporal answers")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.run(run).isPresent());
        RunStatus status = client.awaitEnd(run, LONGEST, seen -> {});
        System.out.println("  run " + run + ": " + status.phase() + " "
                + status.problem().code() + " " + status.problem().summary() + status.steps());
        return status;
    }

    RunStatus rehearse(Path plan, String snapshot) {
        return end(start(plan, snapshot));
    }

    static String canonical(Path plan) {
        var read = PlanFile.read(plan, Map.of());
        return read.canonical()
                .orElseThrow(
                        () -> new AssertionError(plan + ": " + read.problems().sorted()));
    }

    Path state() {
        return lab.work().resolve("state");
    }

    Path journal(String run, String step) {
        return state().resolve("journal").resolve(run).resolve(step);
    }

    String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            for (int index = parts.size() - 1; index >= 0; index--) {
                parts.get(index).stop(PATIENCE);
            }
            client.close();
        } finally {
            lab.close();
        }
    }
}
