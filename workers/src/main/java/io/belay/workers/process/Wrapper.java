package io.belay.workers.process;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Starts the shell script that keeps a launch's lock and exit code. */
final class Wrapper {

    private static final String SCRIPT = script();

    /** Of the script's own: another wrapper holds the lock, or has started the program before. */
    private static final int LOCK_HELD = 75;

    private static final int STARTED_BEFORE = 76;

    private final Path journal;
    private final HostPrograms host;
    private final Clock clock;

    Wrapper(Path journal, HostPrograms host, Clock clock) {
        this.journal = journal;
        this.host = host;
        this.clock = clock;
    }

    void createFolder(LaunchFolder folder) {
        Durable.createFolders(folder.path(), "rwx------");
    }

    /** Everything that a full disk may refuse, before anything runs. */
    Path prepare(LaunchFolder folder, Command command) {
        HostCommandRunner.requireStartable(command);
        if (!Files.exists(scriptFile())) {
            Durable.write(scriptFile(), SCRIPT);
        }
        try {
            Files.newByteChannel(
                            folder.output(),
                            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    .close();
            folder.writeIntent(intent(command), journal);
            return folder.path();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns when the program has started, or another wrapper has the lock and so the say.
     *
     * @return whether this very call started it; a wrapper that an earlier attempt left on its way may have been faster
     */
    boolean launch(LaunchFolder folder, Command command, Runnable spawned) {
        Process process = spawn(folder, Invocation.of(command, host), command.directory());
        spawned.run();
        boolean interrupted = false;
        boolean over = false;
        while (folder.program().isEmpty() && !over) {
            try {
                over = process.waitFor(5, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (folder.program().isEmpty() && process.exitValue() != LOCK_HELD && process.exitValue() != STARTED_BEFORE) {
            throw new ProcessFailure(
                    ProcessErrors.NOT_STARTED,
                    "`" + command.arguments().get(0) + "` was not started: its wrapper ended with "
                            + process.exitValue() + ": "
                            + new Transcript(folder.wrapperLog(), Masking.none())
                                    .tail(1024)
                                    .trim());
        }
        return folder.isStartedBy(process.pid());
    }

    private Process spawn(LaunchFolder folder, Invocation invocation, Path directory) {
        List<String> arguments = new ArrayList<>(List.of(
                HostPrograms.require("setsid").toString(),
                HostPrograms.require("sh").toString(),
                scriptFile().toString(),
                folder.path().toString(),
                directory.toString()));
        arguments.addAll(invocation.arguments());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(journal.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.wrapperLog().toFile()));
        builder.environment().clear();
        builder.environment().putAll(invocation.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ProcessFailure(
                    ProcessErrors.NOT_STARTED,
                    "`" + directory + "`: the wrapper could not be started, so nothing was launched: " + e.getMessage(),
                    e);
        }
    }

    private LaunchFolder.Intent intent(Command command) throws IOException {
        Path program = Path.of(command.arguments().get(0));
        return new LaunchFolder.Intent(
                command.arguments(),
                command.environment().keySet().stream().sorted().toList(),
                command.directory().toString(),
                command.runAs().map(Account::name).orElse(""),
                command.isolation() == Command.Isolation.NO_NETWORK && host.canIsolateNetwork(),
                program.toRealPath().toString(),
                digests(program, command.basis()),
                command.basis().state(),
                ProcessIdentity.currentBoot(),
                clock.instant().toString());
    }

    private static Map<String, String> digests(Path program, Command.Basis basis) {
        Map<String, String> digests = new TreeMap<>();
        digests.put(program.toString(), ProgramDigest.of(program));
        basis.programs().forEach(further -> digests.put(further.toString(), ProgramDigest.of(further)));
        return digests;
    }

    /** Named by its content: a newer Belay writes its own beside it, and a running shell keeps reading what it began. */
    private Path scriptFile() {
        return journal.resolve(".wrapper-" + digest(SCRIPT) + ".sh");
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String script() {
        try (InputStream resource = Wrapper.class.getResourceAsStream("wrapper.sh")) {
            if (resource == null) {
                throw new IllegalStateException("wrapper.sh is missing from this build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
