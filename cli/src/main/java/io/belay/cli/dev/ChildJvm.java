package io.belay.cli.dev;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A part of Belay as a process of its own: this very command with other arguments, its output appended to a file. It stands
 * in a session of its own, so that Ctrl-C reaches only the one that stops the parts in order, and it ends when the one that
 * started it is gone. For one thread.
 */
public final class ChildJvm {

    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    /** Ten times the usual thresholds: what hashes or reads extents for seconds is compiled, what runs once in a step is not. */
    private static final List<String> SECOND_COMPILER_LATE = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private final String name;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path log;
    private final boolean stays;
    private Process process;

    private ChildJvm(String name, List<String> arguments, Map<String, String> environment, Path log, boolean stays) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.stays = stays;
        this.process = launch();
    }

    /** @param environment added to this process's own */
    public static ChildJvm start(String name, List<String> arguments, Map<String, String> environment, Path log) {
        return new ChildJvm(name, arguments, environment, log, false);
    }

    /** The same, but it goes on when the one that started it is gone; whoever starts it has to see to its end. */
    public static ChildJvm startToStay(String name, List<String> arguments, Map<String, String> environment, Path log) {
        return new ChildJvm(name, arguments, environment, log, true);
    }

    public void startAgain() {
        process = launch();
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to end, and ends it when it has not within the patience. */
    public void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        // setsid replaces itself by the JVM, so the process id stays the one known here.
        ShortProgram.find("setsid").ifPresent(path -> command.add(path.toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.belay.cli.Main");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // As the launcher does: names of files may have any letter, whatever the locale.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /**
     * This JVM's own flags. Whatever stays mostly waits for answers: the second compiler took 3.1 of the 8.5 s of CPU that an engine used
     * for its first four rehearsals, and 7.9 of 13 s of a worker in its first three, beside live. Only a worker computes at times.
     */
    private List<String> flags() {
        List<String> flags = new ArrayList<>();
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-XX:Tier") && !flag.startsWith("-Dbelay.log") && !flag.startsWith(ParentWatch.FLAG)) {
                flags.add(flag);
            }
        }
        flags.addAll(arguments.get(0).equals("worker") ? SECOND_COMPILER_LATE : List.of(FIRST_COMPILER_ONLY));
        flags.add("-Dbelay.log=info");
        if (!stays) {
            flags.add(ParentWatch.flag());
        }
        return flags;
    }
}
