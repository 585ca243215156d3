package io.belay.cli;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.ChildJvm;
import io.belay.cli.dev.DevState;
import io.belay.cli.dev.LoopbackPort;
import io.belay.cli.dev.StateFolder;
import io.belay.cli.dev.TemporalProgram;
import io.belay.cli.dev.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The parts of one {@code belay dev}: started from the bottom up, kept running, stopped from the top down. {@link #close}
 * may come from another thread at any moment, also in the middle of a start.
 */
final class DevHouse implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration READY = Duration.ofSeconds(60);
    /** A worker drains first: it lets go of what it launched, for the next one to adopt. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int STARTS_AGAIN = 5;

    private final StateFolder folder;
    private final Surroundings surroundings;
    private final Console console;
    private final List<ChildJvm> parts = new ArrayList<>();
    private final Map<String, Integer> startedAgain = new HashMap<>();
    private final Object door = new Object();

    @org.jspecify.annotations.Nullable
    private TemporalServer temporal;

    private boolean closed;

    private DevHouse(StateFolder folder, Surroundings surroundings) {
        this.folder = folder;
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    static DevHouse open(Path path, Surroundings surroundings) {
        StateFolder folder = StateFolder.claim(path)
                .orElseThrow(() -> new CliFailure(
                        ExitCode.USAGE,
                        CliErrors.DEV_RUNS_ALREADY,
                        "another `belay dev` runs with the state folder " + path,
                        "it is not disturbed",
                        "use it (" + surroundings.console().command()
                                + " doctor), stop it with Ctrl-C, or give this one a folder: --state FOLDER"));
        return new DevHouse(folder, surroundings);
    }

    void start(int temporalPort, int pagePort, List<Path> hostFiles) throws InterruptedException {
        Instant begin = surroundings.clock().instant();
        if (folder.sweep()) {
            say("ended the Temporal server that an earlier, killed dev had left");
        }
        String address = startTemporal(free(temporalPort, "Temporal"));
        int page = free(pagePort, "the page");
        String pageAddress = "http://127.0.0.1:" + page + "/";
        publish(address, pageAddress);
        startPart("engine", List.of("engine", "--temporal", address), address);
        for (Path file : hostFiles) {
            String name = file.getFileName().toString().replaceFirst("(\\.host)?\\.ya?ml$", "");
            startPart("worker-" + name, List.of("worker", "--temporal", address, "--config", file.toString()), address);
        }
        startPart("page", List.of("web", "--temporal", address, "--port", String.valueOf(page)), address);
        awaitEngine(address);
        console.out()
                .println(console.palette().good("ready") + " after "
                        + Times.spent(
                                Duration.between(begin, surroundings.clock().instant())));
        line("Temporal", address + ", namespace " + TemporalServer.NAMESPACE);
        line("page", pageAddress);
        parts.forEach(part -> line(part.name(), "pid " + part.pid() + ", log " + part.log()));
        line("state", folder.path() + " (stays between starts)");
        if (hostFiles.isEmpty()) {
            line("note", "no worker was asked for; add one with --config HOSTFILE");
        }
        console.out().println("Ctrl-C stops all of it");
        console.out().flush();
    }

    private String startTemporal(int port) {
        say("starting Temporal");
        Path program = new TemporalProgram(CacheFolder.ofThisMachine(), console.environment(), this::say).find();
        synchronized (door) {
            requireOpen();
            temporal = TemporalServer.start(program, folder.path(), port, Map.of());
            return temporal.address();
        }
    }

    private void publish(String address, String page) {
        long own = ProcessHandle.current().pid();
        synchronized (door) {
            if (temporal != null) {
                folder.publish(new DevState(
                        own,
                        StateFolder.startOf(own),
                        address,
                        temporal.pid(),
                        StateFolder.startOf(temporal.pid()),
                        TemporalServer.NAMESPACE,
                        page));
            }
        }
    }

    private void startPart(String name, List<String> arguments, String address) {
        say("starting " + name);
        synchronized (door) {
            requireOpen();
            parts.add(ChildJvm.start(name, arguments, Map.of("BELAY_TEMPORAL_ADDRESS", address), folder.log(name)));
        }
    }

    private void awaitEngine(String address) throws InterruptedException {
        Instant end = surroundings.clock().instant().plus(READY);
        TemporalAddress temporalAddress = new TemporalAddress(address, TemporalServer.NAMESPACE, "belay dev");
        try (EngineDesk desk = surroundings.engines().open(temporalAddress)) {
            while (desk.engineIsGone()) {
                keepRunning();
                if (surroundings.clock().instant().isAfter(end)) {
                    throw ended(
                            "engine", "it does not poll for work after " + Times.spent(READY), folder.log("engine"));
                }
                surroundings.pause().of(LOOK);
            }
        }
    }

    /** Returns when the house was closed; starts again what ended by itself, a few times. */
    void superviseUntilClosed() throws InterruptedException {
        while (true) {
            synchronized (door) {
                if (closed) {
                    return;
                }
            }
            keepRunning();
            surroundings.pause().of(LOOK);
        }
    }

    private void keepRunning() {
        synchronized (door) {
            if (closed) {
                return;
            }
            if (temporal != null && !temporal.isAlive()) {
                throw ended("Temporal", "it ended by itself", folder.path().resolve("temporal.log"));
            }
            for (ChildJvm part : parts) {
                if (!part.isAlive()) {
                    int times = startedAgain.merge(part.name(), 1, Integer::sum);
                    if (times > STARTS_AGAIN) {
                        throw ended(part.name(), "it ended with exit code " + part.exitCode(), part.log());
                    }
                    say(part.name() + " ended with exit code " + part.exitCode() + "; starting it again (" + times
                            + " of " + STARTS_AGAIN + ")");
                    part.startAgain();
                }
            }
        }
    }

    private static CliFailure ended(String part, String how, Path log) {
        return new CliFailure(
                ExitCode.UNEXPECTED,
                CliErrors.PART_ENDED,
                part + " does not run: " + how,
                "the other parts were stopped in order; the state of all runs is kept",
                "read the end of its log: tail -n 50 " + log);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("stopped while starting");
        }
    }

    @Override
    public void close() {
        synchronized (door) {
            if (closed) {
                return;
            }
            closed = true;
            say("stopping");
            for (int index = parts.size() - 1; index >= 0; index--) {
                parts.get(index).stop(PATIENCE);
            }
            if (temporal != null) {
                temporal.close();
            }
            folder.close();
            say("stopped; the state stays in " + folder.path());
        }
    }

    private int free(int wanted, String what) {
        if (LoopbackPort.isFree(wanted)) {
            return wanted;
        }
        int chosen = LoopbackPort.choose(new Random());
        say("port " + wanted + " is taken; " + what + " gets " + chosen);
        return chosen;
    }

    private void line(String label, String text) {
        console.out().println("  " + console.palette().quiet(String.format("%-10s", label)) + " " + text);
    }

    private void say(String text) {
        console.err().println("belay dev: " + text);
        console.err().flush();
    }
}
