package io.belay.workers.postgres;

import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts and stops servers on directories that may be started. Both are idempotent: what already runs is adopted, what already
 * stands still is left. Thread-safe; two threads must not control the same directory.
 */
public final class ServerControl {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration REFUSED = Duration.ofSeconds(2);
    private static final Duration STATEMENT_DEADLINE = Duration.ofMinutes(10);

    /** What {@code pg_ctl} gets to ask: it waits for nothing. */
    private static final Duration ASKING = Duration.ofSeconds(15);

    /** How long a server may be without a lock file before its process is looked for, which costs a look at every process. */
    private static final Duration UNSEEN = Duration.ofMillis(100);

    private static final String SERVER = "/postgres";
    private static final String STARTER = "/pg_ctl";

    private static final int LOG_TAIL = 2_000;

    private final CommandRunner runner;
    private final Path transcripts;

    public ServerControl(CommandRunner runner, Path transcripts) {
        this.runner = runner;
        this.transcripts = transcripts;
    }

    /**
     * Starts the server, or adopts the one that runs on this directory, and waits until it takes sessions.
     *
     * @param deadline for recovery and start together; whole seconds
     * @throws ServerFailure {@code BLY-3303} when it is not ready by then; a server that was still recovering goes on, and the
     *     next call adopts it
     */
    public RunningServer start(Startable directory, Duration deadline) {
        Optional<PostmasterPid> running = running(directory);
        if (running.isEmpty()) {
            removeStaleLock(directory);
            launch(directory);
        }
        PostmasterPid ready = awaitReady(directory, deadline);
        Endpoint.UnixSocket socket = new Endpoint.UnixSocket(directory.socketFolder(), directory.port());
        Access access = Access.byPeer(socket, directory.superuser(), STATEMENT_DEADLINE);
        return new RunningServer(directory, ready.pid(), running.isPresent(), access);
    }

    /** Whether a server runs on this directory, ready or not. */
    public boolean isRunning(Startable directory) {
        return running(directory).isPresent();
    }

    /**
     * Stops the server if one runs. After {@link PgCtl.Mode#FAST} the control data must say so, also when nothing ran.
     *
     * @return the control data afterwards
     * @throws ServerFailure {@code BLY-3304} when it goes on, or was not stopped cleanly
     */
    public ControlData stop(Startable directory, PgCtl.Mode mode, Duration deadline) {
        if (running(directory).isPresent()) {
            List<String> arguments = PgCtl.stop(directory.installation(), directory.dataDirectory(), mode);
            CommandResult result =
                    runner.run(directory.run().withDeadline(ASKING).command(arguments), transcripts, "pg_ctl-stop");
            // Refused to ask: the server may just have been ending by itself.
            if (!isGone(directory, result.succeeded() ? deadline : REFUSED)) {
                throw notStopped(directory, "goes on: " + result.output().strip());
            }
        }
        ControlData control = controlData(directory);
        if (mode == PgCtl.Mode.FAST && !control.isShutDown()) {
            throw notStopped(
                    directory,
                    "stands still, but its control data says `"
                            + control.state().words() + "`");
        }
        return control;
    }

    /** As it is now. */
    public ControlData controlData(Startable directory) {
        return new ControlDataReader(runner, transcripts)
                .read(directory.installation(), directory.dataDirectory(), directory.run());
    }

    /** Process id of the server that runs on a directory, ready or not; looked up by the process's working folder. */
    public static Optional<Long> servedBy(Path realDataDirectory) {
        return PostmasterPid.read(realDataDirectory)
                .filter(found -> found.isServing(realDataDirectory))
                .map(PostmasterPid::pid);
    }

    private static boolean isGone(Startable directory, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (running(directory).isPresent()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private static Optional<PostmasterPid> running(Startable directory) {
        return PostmasterPid.read(directory.dataDirectory())
                .filter(found -> found.isServing(directory.dataDirectory()));
    }

    /**
     * After a restart of the host the number in a left-over lock may belong to any other process, and PostgreSQL would then
     * refuse to start. Nobody serves this directory here: that was looked up by the working folder of the process.
     */
    private static void removeStaleLock(Startable directory) {
        try {
            Files.deleteIfExists(directory.dataDirectory().resolve("postmaster.pid"));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private void launch(Startable directory) {
        boolean again = directory.keepsOptions()
                && Files.exists(directory.dataDirectory().resolve("postmaster.opts"));
        List<String> arguments = again
                ? PgCtl.startAgain(directory.installation(), directory.dataDirectory(), directory.log())
                : PgCtl.start(directory.installation(), directory.dataDirectory(), directory.log());
        CommandResult result =
                runner.run(directory.run().withDeadline(ASKING).command(arguments), transcripts, "pg_ctl-start");
        if (!result.succeeded()) {
            throw notStarted(directory, result.output().strip());
        }
    }

    private static PostmasterPid awaitReady(Startable directory, Duration deadline) {
        long begin = System.nanoTime();
        long end = begin + deadline.toNanos();
        long look = begin + UNSEEN.toNanos();
        while (true) {
            Optional<PostmasterPid> seen = running(directory);
            if (seen.isPresent() && seen.get().isReady()) {
                return seen.get();
            }
            if (seen.isEmpty() && System.nanoTime() > look) {
                if (!isStarting(directory.dataDirectory()) && running(directory).isEmpty()) {
                    throw notStarted(directory, "the server ended");
                }
                look = System.nanoTime() + UNSEEN.toNanos();
            }
            if (System.nanoTime() > end) {
                throw notStarted(directory, "it is not ready after " + deadline.toSeconds() + " s and goes on");
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw notStarted(directory, "the wait was interrupted; the server goes on");
            }
        }
    }

    /** Before its lock file is written, a server is known by its command line only: that of the shell that becomes it. */
    private static boolean isStarting(Path dataDirectory) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line ->
                        line.contains(dataDirectory.toString()) && (line.contains(SERVER) || line.contains(STARTER)));
    }

    private static ServerFailure notStarted(Startable directory, String why) {
        return new ServerFailure(
                PostgresErrors.SERVER_NOT_STARTED,
                "PostgreSQL " + directory.installation().version() + " on `" + directory.dataDirectory()
                        + "` did not start: " + why + ". " + directory.whatIsSafe() + " Its log ends with: "
                        + tail(directory.log()));
    }

    private static ServerFailure notStopped(Startable directory, String why) {
        return new ServerFailure(
                PostgresErrors.SERVER_NOT_STOPPED,
                "the server on `" + directory.dataDirectory() + "` " + why + ". " + directory.whatIsSafe()
                        + " Look at its log `" + directory.log() + "`.");
    }

    private static String tail(Path log) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            return text.substring(Math.max(0, text.length() - LOG_TAIL));
        } catch (NoSuchFileException none) {
            return "(it wrote none)";
        } catch (IOException unreadable) {
            return "(unreadable: " + unreadable.getMessage() + ")";
        }
    }
}
