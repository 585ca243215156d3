package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.cli.dev.ShortProgram;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code belay quickstart} as a person starts it: a JVM of its own that leads a process group, as the foreground job of a
 * terminal does. One thread only.
 */
final class TourProcess implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("named belay-lab-([0-9a-f]{8})");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Process process;
    private final Path output;

    private TourProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Root, loop devices and packages to unpack: without them the tour refuses, and says so. */
    static void assumeItCanRunHere() {
        assumeTrue(System.getProperty("user.name").equals("root"), "not root: no loop devices, mounts and accounts");
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "no /dev/loop-control: no loop devices");
        assumeTrue(
                ShortProgram.find("apt-get").isPresent()
                        && Files.exists(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg")),
                "no Debian: PostgreSQL 13 and 17 cannot be unpacked here");
    }

    static TourProcess start(Path output, String... arguments) throws IOException {
        return start(List.of("setsid"), System.getProperty("java.class.path"), output, arguments);
    }

    /** @param before a command that starts another in a group of its own */
    static TourProcess start(List<String> before, String classPath, Path output, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        // A shell that starts the tests in its background lets them, and all their children, ignore Ctrl-C.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "io.belay.cli.Main",
                "quickstart"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new TourProcess(process, output);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    TourProcess awaitSaying(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> output().contains(text) || !process.isAlive());
        assertThat(output()).contains(text);
        return this;
    }

    /** Of everything that this tour's lab makes. */
    String id() {
        Matcher matcher = ID.matcher(output());
        assertThat(matcher.find()).as(output()).isTrue();
        return matcher.group(1);
    }

    /** To the whole group, as a terminal does. */
    void pressControlC() {
        signal("INT", "-" + process.pid());
    }

    void terminate() {
        signal("TERM", Long.toString(process.pid()));
    }

    void killNow() {
        signal("KILL", Long.toString(process.pid()));
        awaitEnd();
    }

    private static void signal(String name, String target) {
        ShortProgram.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$1\"", name, target)
                .run();
    }

    int awaitEnd() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
            awaitEnd();
        }
    }
}
