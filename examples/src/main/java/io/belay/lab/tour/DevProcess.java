package io.belay.lab.tour;

import io.belay.cli.dev.ChildJvm;
import io.belay.cli.dev.DevState;
import io.belay.cli.dev.LoopbackPort;
import io.belay.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** {@code belay dev} for a lab, in a process of its own, as a user would start it in a second terminal. One thread. */
final class DevProcess implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildJvm process;
    private final DevState running;
    private final Path folder;
    private final boolean keep;

    private DevProcess(ChildJvm process, DevState running, Path folder, boolean keep) {
        this.process = process;
        this.running = running;
        this.folder = folder;
        this.keep = keep;
    }

    /** @param keep whether it goes on after {@link #close} and after this process */
    static DevProcess start(Lab lab, boolean keep) {
        Path folder = lab.work().resolve("dev");
        Map<String, String> environment = new HashMap<>(lab.environment());
        environment.put("BELAY_STATE", folder.toString());
        Path log = lab.work().resolve("dev.log");
        List<String> arguments = arguments(lab, folder);
        ChildJvm process = keep
                ? ChildJvm.startToStay("dev", arguments, environment, log)
                : ChildJvm.start("dev", arguments, environment, log);
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Optional<DevState> running = DevState.running(environment);
            if (running.isPresent() && isReady(log)) {
                return new DevProcess(process, running.get(), folder, keep);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        process.stop(PATIENCE);
        throw new TourStopped("`belay dev` did not come up: " + tail(log), "read the end of its log, above");
    }

    /** Not the usual ports: a user's own dev keeps them, and a second tour at the same moment gets others. */
    private static List<String> arguments(Lab lab, Path folder) {
        Random random = new Random();
        int temporal = LoopbackPort.choose(random);
        int page = LoopbackPort.choose(random);
        return List.of(
                "dev",
                "--state",
                folder.toString(),
                "--config",
                lab.hostConfiguration().toString(),
                "--temporal-port",
                Integer.toString(temporal),
                "--page-port",
                Integer.toString(page));
    }

    /** {@code host:port} of Temporal. */
    String temporal() {
        return running.temporal();
    }

    String page() {
        return running.page();
    }

    /** The folder that tells other commands where it is. */
    Path state() {
        return folder;
    }

    @Override
    public void close() {
        if (!keep) {
            process.stop(PATIENCE);
        }
    }

    /** Its state is published before engine and page answer. */
    private static boolean isReady(Path log) {
        return tail(log).contains("Ctrl-C stops all of it");
    }

    private static String tail(Path log) {
        try {
            String text = Files.readString(log).strip();
            return text.substring(Math.max(0, text.length() - 2000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
