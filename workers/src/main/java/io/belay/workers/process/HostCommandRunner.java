package io.belay.workers.process;

import io.belay.workers.posix.Durable;
import io.belay.workers.posix.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands of this host, each in a session of its own: Ctrl-C in the worker's terminal does not reach them. Thread-safe.
 *
 * <p>Output goes to a file, not through a pipe: a server that a command leaves behind ({@code pg_ctl start}) keeps its output
 * open, and a killed worker does not break the command.
 */
public final class HostCommandRunner implements CommandRunner {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Masking masking;
    private final HostPrograms host;
    private final long cap;

    public HostCommandRunner(Masking masking) {
        this(masking, HostPrograms.ofThisHost(), Transcript.CAP);
    }

    HostCommandRunner(Masking masking, HostPrograms host, long cap) {
        this.masking = masking;
        this.host = host;
        this.cap = cap;
    }

    @Override
    public boolean canIsolateNetwork() {
        return host.canIsolateNetwork();
    }

    @Override
    public CommandResult run(Command command, Path transcripts, String name) {
        requireStartable(command);
        Invocation invocation = Invocation.of(command, host);
        Transcript transcript = new Transcript(newFile(transcripts, name), masking, cap);
        long began = System.nanoTime();
        Process process = start(
                invocation,
                command.directory(),
                Redirect.from(Path.of("/dev/null").toFile()),
                Redirect.appendTo(transcript.file().toFile()));
        Optional<ProcessIdentity> identity = ProcessIdentity.of(process.pid());
        boolean timedOut = !await(process, identity, command.deadline(), transcript);
        return new CommandResult(
                process.exitValue(),
                timedOut,
                transcript.tail(Transcript.TAIL),
                transcript.file(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    @Override
    public KeptProgram keep(Command command, Path transcripts, String name) {
        requireStartable(command);
        Invocation invocation = Invocation.of(command, host);
        Path transcript = newFile(transcripts, name);
        return new KeptProgram(start(invocation, command.directory(), Redirect.PIPE, Redirect.PIPE), transcript);
    }

    static void requireStartable(Command command) {
        Path program = Path.of(command.arguments().get(0));
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new ProcessFailure(
                    ProcessErrors.NOT_STARTED,
                    "the program `" + program + "` is missing or not executable; nothing was started");
        }
        if (!Files.isDirectory(command.directory())) {
            throw new ProcessFailure(
                    ProcessErrors.NOT_STARTED,
                    "the working folder `" + command.directory() + "` of `" + program
                            + "` is missing; nothing was started");
        }
    }

    private static Process start(Invocation invocation, Path directory, Redirect input, Redirect output) {
        List<String> arguments = new ArrayList<>();
        // Not a group's leader itself when it starts, so setsid changes nothing but the session and becomes the
        // program.
        arguments.add(HostPrograms.require("setsid").toString());
        arguments.addAll(invocation.arguments());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().clear();
        builder.environment().putAll(invocation.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ProcessFailure(
                    ProcessErrors.NOT_STARTED,
                    "`" + invocation.arguments().get(0) + "` could not be started: " + e.getMessage(),
                    e);
        }
    }

    /** @return whether it ended by itself */
    private static boolean await(
            Process process, Optional<ProcessIdentity> identity, Duration deadline, Transcript transcript) {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            while (!process.waitFor(
                    Math.max(1, Math.min(POLL.toNanos(), end - System.nanoTime())), TimeUnit.NANOSECONDS)) {
                transcript.trim();
                if (System.nanoTime() >= end) {
                    end(process, identity);
                    return false;
                }
            }
            transcript.trim();
            return true;
        } catch (InterruptedException e) {
            end(process, identity);
            Thread.currentThread().interrupt();
            throw new ProcessFailure(
                    ProcessErrors.DEADLINE, "interrupted while a command ran; the command was ended", e);
        }
    }

    private static void end(Process process, Optional<ProcessIdentity> identity) {
        identity.ifPresent(ProcessGroup::end);
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path newFile(Path transcripts, String name) {
        Durable.createFolders(transcripts, "rwx------");
        for (int number = 1; ; number++) {
            Path file = transcripts.resolve(name + (number == 1 ? "" : "-" + number) + ".log");
            try {
                return Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException taken) {
                // The next number, then.
            } catch (IOException e) {
                throw new ProcessFailure(
                        ProcessErrors.JOURNAL,
                        "the transcript `" + file + "` cannot be written, so nothing was started: " + e.getMessage(),
                        new UncheckedIOException(e));
            }
        }
    }
}
