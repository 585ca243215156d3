package io.belay.workers.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.workers.posix.Account;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Notes each program of a run in its evidence right before it is started, in the order in which they start: what {@code explain
 * --commands} promised can be held against it. Thread-safe.
 */
public final class StartedPrograms {

    /** In the run's evidence; one JSON object per line. */
    public static final String FILE = "commands.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final String step;
    private final UnaryOperator<String> mask;

    /** @param evidence the run's folder */
    public StartedPrograms(Path evidence, String step, UnaryOperator<String> mask) {
        this.file = evidence.resolve(FILE);
        this.step = step;
        this.mask = mask;
    }

    /** The same runner, whose commands are noted. */
    public CommandRunner noting(CommandRunner runner) {
        return new CommandRunner() {
            @Override
            public CommandResult run(Command command, Path transcripts, String name) {
                note(command);
                return runner.run(command, transcripts, name);
            }

            @Override
            public boolean canIsolateNetwork() {
                return runner.canIsolateNetwork();
            }
        };
    }

    /** The same launcher, whose launches are noted; what is adopted was noted by the attempt that launched it. */
    public Launcher noting(Launcher launcher) {
        return new Launcher() {
            @Override
            public Ended launchOrAdopt(LaunchKey key, Supplier<Command> command, Consumer<Progress> tick) {
                return launcher.launchOrAdopt(key, () -> noted(command.get()), tick);
            }

            @Override
            public Seen look(LaunchKey key) {
                return launcher.look(key);
            }
        };
    }

    private Command noted(Command command) {
        note(command);
        return command;
    }

    private synchronized void note(Command command) {
        ObjectNode line = MAPPER.createObjectNode().put("step", step);
        line.put("account", command.runAs().map(Account::name).orElse(""));
        command.arguments().forEach(line.withArray("arguments")::add);
        try {
            String text = mask.apply(MAPPER.writeValueAsString(line)) + "\n";
            Files.newByteChannel(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    .close();
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a command could not be written", impossible);
        } catch (IOException full) {
            throw new UncheckedIOException("what is started cannot be noted in " + file, full);
        }
    }
}
