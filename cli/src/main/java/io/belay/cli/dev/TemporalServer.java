package io.belay.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Temporal server of this machine's own: a child process on a loopback port, its state in one file, in a session of its own so
 * that a Ctrl-C reaches Belay first and the order of stopping is Belay's. Stopped by its process id; a server that is started
 * again with the same file goes on where the last one was, also after a kill. Thread-safe.
 */
public final class TemporalServer implements AutoCloseable {

    public static final String NAMESPACE = "belay";

    /** The server's own default of 24 hours would forget a weekend's upgrade before anybody looks at it. */
    public static final Duration RETENTION = Duration.ofDays(30);

    private static final String STATE = "temporal.db";
    private static final String LOG = "temporal.log";
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final long POLL_MILLISECONDS = 50;

    private final Process process;
    private final int port;
    private final Path stateFile;

    private TemporalServer(Process process, int port, Path stateFile) {
        this.process = process;
        this.port = port;
        this.stateFile = stateFile;
    }

    /**
     * @param program as {@link TemporalProgram#find} gives it
     * @param folder for the state file {@code temporal.db} and the log {@code temporal.log}; must exist
     * @param port on 127.0.0.1
     * @param environment added to this process's own
     * @return once the namespace answers
     * @throws SetupFailure BLY-4152 when the server ends or does not answer within a minute; it is ended then
     */
    public static TemporalServer start(Path program, Path folder, int port, Map<String, String> environment) {
        Path stateFile = folder.resolve(STATE);
        TemporalServer server = new TemporalServer(launch(program, folder, port, environment), port, stateFile);
        try {
            server.awaitReady(program, folder);
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static Process launch(Path program, Path folder, int port, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        // setsid replaces itself by the server, so the process id stays the one known here.
        ShortProgram.find("setsid").ifPresent(path -> arguments.add(path.toString()));
        arguments.addAll(undisturbed(program, folder));
        arguments.addAll(List.of(
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--db-filename",
                folder.resolve(STATE).toAbsolutePath().toString(),
                "--namespace",
                NAMESPACE,
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=FULL",
                "--log-level",
                "warn"));
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + program, failure);
        }
    }

    /** Setting the retention answers only when the namespace is there and the frontend serves it: both in one question. */
    private void awaitReady(Path program, Path folder) {
        Path log = folder.resolve(LOG);
        long end = System.nanoTime() + READY.toNanos();
        String lastWord = "it does not listen";
        while (System.nanoTime() < end && process.isAlive()) {
            if (listens()) {
                ShortProgram.Result answer = keepFor(RETENTION, program, folder);
                if (answer.succeeded()) {
                    return;
                }
                lastWord = answer.tail();
            }
            pause();
        }
        String ended = process.isAlive() ? lastWord : "it ended: " + lastLine(log);
        throw new SetupFailure(
                DevErrors.TEMPORAL_NOT_READY,
                "the Temporal server on " + address() + " did not become ready: " + ended,
                "its state file `" + stateFile + "` was not touched by Belay; the server was stopped",
                "read `" + log + "`, then start again");
    }

    private ShortProgram.Result keepFor(Duration retention, Path program, Path folder) {
        List<String> arguments = new ArrayList<>(undisturbed(program, folder));
        arguments.addAll(List.of("operator", "namespace", "update", "--command-timeout", "5s"));
        arguments.addAll(List.of("--address", address(), "--namespace", NAMESPACE));
        arguments.addAll(List.of("--retention", retention.toDays() + "d"));
        return ShortProgram.of(arguments).within(Duration.ofSeconds(10)).run();
    }

    /** The user's own profile, key or certificate for another Temporal server must not reach this one. */
    private static List<String> undisturbed(Path program, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("/usr/bin/env"));
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("TEMPORAL_"))
                .forEach(name -> arguments.addAll(List.of("-u", name)));
        arguments.addAll(List.of("HOME=" + folder, "XDG_CONFIG_HOME=" + folder, program.toString()));
        return arguments;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the Temporal server", interrupted);
        }
    }

    private static String lastLine(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.reduce((first, second) -> second).orElse("it wrote nothing");
        } catch (IOException | UncheckedIOException unreadable) {
            return "its log cannot be read";
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As a crash would end it; for tests of what outlives it. */
    public void killNow() {
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    /** Stops the server and waits for its end; the state file stays. */
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(STOP)) {
            killNow();
        }
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
