package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that a test may kill. One thread only. */
final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ChildJvm start(Path output, Class<?> main, String... arguments) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), output, main, arguments);
    }

    /** @param before a command that starts another, for example as another account */
    static ChildJvm start(List<String> before, String classPath, Path output, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        // A shell that starts the tests in its background lets them, and all their children, ignore Ctrl-C.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        return new ChildJvm(builder.start(), output);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** Until it has said something, or ended. */
    ChildJvm awaitSaying(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> output().contains(text) || !process.isAlive());
        assertThat(output()).contains(text);
        return this;
    }

    void killNow() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C does. */
    void interrupt() {
        ProcessMark.of(process.pid()).ifPresent(mark -> mark.signal("INT"));
        awaitEnd();
    }

    int awaitEnd() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            interrupt();
        }
    }
}
