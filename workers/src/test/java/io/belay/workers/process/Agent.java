package io.belay.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The running JVM of {@link AgentMain}. */
final class Agent implements AutoCloseable {

    private final Process process;
    private final Path sign;

    private Agent(Process process, Path sign) {
        this.process = process;
        this.sign = sign;
    }

    static Agent start(Path journal, String key, String failpoint, Path folder, String... program) throws IOException {
        Path sign = folder.resolve("agent-" + System.nanoTime());
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName(),
                journal.toString(),
                key,
                failpoint,
                sign.toString(),
                folder.toString()));
        arguments.addAll(List.of(program));
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(sign.resolveSibling(sign.getFileName() + ".log").toFile())
                .start();
        return new Agent(process, sign);
    }

    String awaitSign() {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(sign) || !process.isAlive());
        assertThat(sign).as("what the agent printed: " + sign + ".log").exists();
        try {
            return Files.readString(sign);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** kill -9 by pid, and certain to be gone. */
    void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
