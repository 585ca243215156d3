package io.belay.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One external program that is run to its end within a deadline, its output kept in a file meanwhile: a server that it leaves
 * behind ({@code pg_ctl start}) would hold a pipe open for ever. Immutable.
 *
 * @param arguments the program, then its arguments; no secrets
 * @param environment added to this process's own; {@code LC_ALL=C} is always set
 * @param directory working folder
 * @param deadline after which it is killed
 */
public record ShortProgram(List<String> arguments, Map<String, String> environment, Path directory, Duration deadline) {

    private static final int OUTPUT_LIMIT = 64 * 1024;

    /** Of this JVM, so that its end does not leave them behind. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    /** @param exitCode -1 when the deadline ended it */
    public record Result(int exitCode, String output) {

        public boolean succeeded() {
            return exitCode == 0;
        }

        /** The last lines of the output, for messages. */
        public String tail() {
            List<String> lines = output.strip().lines().toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
        }
    }

    public ShortProgram {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** With two minutes, in the root folder. */
    public static ShortProgram of(String... arguments) {
        return new ShortProgram(List.of(arguments), Map.of(), Path.of("/"), Duration.ofMinutes(2));
    }

    /** With two minutes, in the root folder. */
    public static ShortProgram of(List<String> arguments) {
        return new ShortProgram(arguments, Map.of(), Path.of("/"), Duration.ofMinutes(2));
    }

    public ShortProgram in(Path newDirectory) {
        return new ShortProgram(arguments, environment, newDirectory, deadline);
    }

    public ShortProgram within(Duration newDeadline) {
        return new ShortProgram(arguments, environment, directory, newDeadline);
    }

    public ShortProgram with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new ShortProgram(arguments, all, directory, deadline);
    }

    /** @throws UncheckedIOException when the program cannot be started */
    public Result run() {
        try {
            Path output = Files.createTempFile("belay-", ".out");
            try (FileChannel written = FileChannel.open(output, StandardOpenOption.READ)) {
                int exit = runInto(output);
                return new Result(exit, lastOf(written));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + arguments.get(0), failure);
        }
    }

    private int runInto(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory.toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        // Both sides have it open: without a name it goes with them, also when this JVM is killed.
        Files.delete(output);
        RUNNING.add(process);
        try {
            if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            RUNNING.remove(process);
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return -1;
    }

    /** Ends what other threads are running at this moment: for the end of this JVM. They see a failed program. */
    public static void endRunning() {
        for (Process process : RUNNING) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String lastOf(FileChannel output) throws IOException {
        output.position(Math.max(0, output.size() - OUTPUT_LIMIT));
        return new String(Channels.newInputStream(output).readNBytes(OUTPUT_LIMIT), StandardCharsets.UTF_8);
    }

    /** A program's file on the search path, with the folders that only root has in it. */
    public static Optional<Path> find(String name) {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin:/usr/bin:/bin";
        for (String folder : folders.split(":", -1)) {
            if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, name))) {
                return Optional.of(Path.of(folder, name));
            }
        }
        return Optional.empty();
    }
}
