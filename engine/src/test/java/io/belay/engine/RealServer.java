package io.belay.engine;

import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Temporal server of its own, on loopback, with its state in a file. Needs a {@code temporal} named by BELAY_TEMPORAL. */
public final class RealServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final String address;

    private RealServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    public static RealServer start(Path folder) throws IOException {
        String program = System.getenv("BELAY_TEMPORAL");
        Assumptions.assumeTrue(
                program != null, "BELAY_TEMPORAL names no temporal program, so no real server was asked");
        int port = freePort();
        Process process = new ProcessBuilder(
                        program,
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--db-filename",
                        folder.resolve("temporal.db").toString(),
                        "--log-level",
                        "error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("temporal.log").toFile())
                .start();
        RealServer server = new RealServer(process, "127.0.0.1:" + port);
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            try (EngineClient client = EngineClient.connect(Connection.plain(server.address()))) {
                client.ensureNamespace();
                return true;
            }
        });
        return server;
    }

    public String address() {
        return address;
    }

    /** Below the range from which outgoing connections take theirs. */
    private static int freePort() throws IOException {
        int port = 21_000;
        while (!isFree(port)) {
            port += 7;
        }
        return port;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
