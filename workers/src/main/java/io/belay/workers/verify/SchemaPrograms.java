package io.belay.workers.verify;

import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the new major's {@code pg_dump} and {@code psql} against either side. Thread-safe. */
final class SchemaPrograms {

    /** Millions of objects take hours; nothing waits for it but this verification. */
    private static final Duration DEADLINE = Duration.ofHours(12);

    private static final int EVENT_TRIGGERS_CAN_BE_OFF = 17;

    private final FrozenPair pair;

    SchemaPrograms(FrozenPair pair) {
        this.pair = pair;
    }

    /** A program failed; the message is its own. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    Path dump(Side side, String database, String name) {
        CommandResult result =
                run(name, SchemaCommands.dump(pair.programs(), pair.folder(), name, door(side), database), Map.of());
        if (!result.succeeded()) {
            throw new Failed("pg_dump of `" + database + "` failed: " + tail(result.output()));
        }
        return SchemaCommands.file(pair.folder(), name);
    }

    /**
     * Restores a schema as far as it goes.
     *
     * @param dump its name
     * @return the errors, one line each; empty when there were none
     */
    List<String> restore(Side side, String database, String dump, String name) {
        String options = "-c synchronous_commit=off"
                + (side.server().major() >= EVENT_TRIGGERS_CAN_BE_OFF ? " -c event_triggers=off" : "");
        CommandResult result = run(
                name,
                SchemaCommands.restore(pair.programs(), pair.folder(), dump, door(side), database),
                Map.of("PGOPTIONS", options));
        List<String> errors = errors(result);
        if (!result.succeeded() && errors.isEmpty()) {
            return List.of("psql ended with " + result.exitCode() + ": " + tail(result.output()));
        }
        return errors;
    }

    private static List<String> errors(CommandResult result) {
        try (Stream<String> lines = Files.lines(result.transcript(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.matches("psql:.*: (ERROR|FATAL|PANIC): .*|psql: error: .*"))
                    .map(line -> line.replaceFirst("^psql:.*?: (?=ERROR|FATAL|PANIC)", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the transcript " + result.transcript(), e);
        }
    }

    private CommandResult run(String name, List<String> arguments, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(pair.environment());
        environment.putAll(more);
        Command command =
                new Command(arguments, pair.folder(), environment, pair.runAs(), Command.Isolation.NONE, DEADLINE);
        return pair.commands().run(command, pair.transcripts(), name);
    }

    private static SchemaCommands.Door door(Side side) {
        return new SchemaCommands.Door(side.socketDirectory(), side.port(), side.user());
    }

    private static String tail(String output) {
        String text = output.strip();
        return text.length() <= 600 ? text : "... " + text.substring(text.length() - 600);
    }
}
