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
        return start(journal, key, 1, failpoint, folder, program);
    }

    /** @param failpoint a place's word, or {@code none} */
    static Agent start(Path journal, String key, int attempt, String failpoint, Path folder, String... program)
            throws IOException {
        Path sign = folder.resolve("agent-" + System.nanoTime());
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-D" + StoppingFailpoint.PROPERTY + "=" + (failpoint.equals("none") ? "" : failpoint + "=" + sign),
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName(),
                journal.toString(),
                key,
                Integer.toString(attempt),
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

    /** It goes on behind the failpoint at which it stands. */
    void goOn() throws IOException {
        Files.delete(sign);
    }

    long pid() {
        return process.pid();
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
