package io.belay.lab.tour;

import io.belay.cli.dev.ChildJvm;
import io.belay.cli.dev.DevState;
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
import java.util.concurrent.locks.LockSupport;

/** {@code belay dev} for a lab, in a process of its own, as a user would start it in a second terminal. One thread. */
final class DevProcess implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildJvm process;
    private final DevState state;

    private DevProcess(ChildJvm process, DevState state) {
        this.process = process;
        this.state = state;
    }

    static DevProcess start(Lab lab) {
        Path folder = lab.work().resolve("dev");
        Map<String, String> environment = new HashMap<>(lab.environment());
        environment.put("BELAY_STATE", folder.toString());
        Path log = lab.work().resolve("dev.log");
        ChildJvm process = ChildJvm.start(
                "dev",
                List.of(
                        "dev",
                        "--state",
                        folder.toString(),
                        "--config",
                        lab.hostConfiguration().toString()),
                environment,
                log);
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Optional<DevState> running = DevState.running(environment);
            if (running.isPresent()) {
                return new DevProcess(process, running.get());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        process.stop(PATIENCE);
        throw new TourStopped("`belay dev` did not come up: " + tail(log), "read its log above; the lab is removed");
    }

    /** {@code host:port} of Temporal. */
    String temporal() {
        return state.temporal();
    }

    String page() {
        return state.page();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.stop(PATIENCE);
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
