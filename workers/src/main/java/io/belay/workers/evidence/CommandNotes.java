package io.belay.workers.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.workers.posix.Account;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.KeptProgram;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Notes each program of a run right before it is started, and each SQL statement right before it is sent, in that order, in the
 * run's evidence: what {@code explain --commands} promised can be held against it. One per verb of a step; the same statement to
 * the same database is noted once, because loops ask it again and again. Thread-safe.
 */
public final class CommandNotes {

    /** In the run's evidence; one JSON object per line. */
    public static final String FILE = "commands.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Set<StandardOpenOption> APPENDED =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Neither a name in PostgreSQL nor a statement can hold it. */
    private static final String SEPARATOR = "\0";

    private final Path file;
    private final String step;
    private final UnaryOperator<String> mask;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    /** @param evidence the run's folder */
    public CommandNotes(Path evidence, String step, UnaryOperator<String> mask) {
        this.file = evidence.resolve(FILE);
        this.step = step;
        this.mask = mask;
    }

    /** For a process that knows of a step only where its transcripts go: {@code transcripts/STEP} in the run's evidence. */
    public static CommandNotes ofTranscripts(Path transcripts, String step, UnaryOperator<String> mask) {
        Path evidence = transcripts.toAbsolutePath().resolve("../..").normalize();
        return new CommandNotes(evidence, step, mask);
    }

    /** Notes what is sent to one server of the run. */
    public SentStatements to(RunServer server) {
        return (database, sql) -> note(server.word() + " " + database, sql);
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
            public KeptProgram keep(Command command, Path transcripts, String name) {
                note(command);
                return runner.keep(command, transcripts, name);
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
            public Ended launchOrAdopt(
                    LaunchKey key, Supplier<Command> command, Consumer<Progress> tick, Runnable glance) {
                return launcher.launchOrAdopt(key, () -> noted(command.get()), tick, glance);
            }

            @Override
            public boolean launch(LaunchKey key, Supplier<Command> command) {
                return launcher.launch(key, () -> noted(command.get()));
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

    private void note(Command command) {
        ObjectNode line = MAPPER.createObjectNode().put("step", step);
        line.put("account", command.runAs().map(Account::name).orElse(""));
        command.arguments().forEach(line.withArray("arguments")::add);
        if (!command.environment().isEmpty()) {
            // Names only: a value may be a secret that nobody told the masking of.
            new TreeSet<>(command.environment().keySet()).forEach(line.withArray("environment")::add);
        }
        append(mask.apply(text(line)));
    }

    /** Masked before it becomes JSON, which would break up a secret that SQL has quoted already; at once, because secrets are read. */
    private void note(String where, String sql) {
        String told = where + SEPARATOR + sql;
        if (sent.add(told)) {
            String[] masked = mask.apply(told).split(SEPARATOR, 2);
            append(text(MAPPER.createObjectNode()
                    .put("step", step)
                    .put("where", masked[0])
                    .put("sql", masked[1])));
        }
    }

    /** What a line of the file says; empty for one that a crash cut off. */
    static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(MAPPER.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException cutOff) {
            return Optional.empty();
        }
    }

    private static String text(ObjectNode line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a command could not be written", impossible);
        }
    }

    /** Not forced onto the disk: the run's record is, and in a hold clients wait for each statement. */
    private synchronized void append(String line) {
        try (SeekableByteChannel end = Files.newByteChannel(file, APPENDED, OWNERS_ONLY)) {
            end.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException full) {
            throw new UncheckedIOException("what is started and sent cannot be noted in " + file, full);
        }
    }
}
