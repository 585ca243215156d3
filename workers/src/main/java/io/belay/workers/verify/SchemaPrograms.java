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

    /** Subscriptions stay out: their connection strings hold passwords; the catalogs are compared instead. */
    Path dump(Side side, String database, String name) {
        Path file = pair.folder().resolve(name + ".sql");
        CommandResult result = run(
                name,
                Stream.concat(
                                Stream.of(
                                        "pg_dump",
                                        "--schema-only",
                                        "--no-subscriptions",
                                        "--no-sync",
                                        "--file=" + file),
                                connection(side, database))
                        .toList(),
                Map.of());
        if (!result.succeeded()) {
            throw new Failed("pg_dump of `" + database + "` failed: " + tail(result.output()));
        }
        return file;
    }

    /**
     * Restores a schema as far as it goes.
     *
     * @return the errors, one line each; empty when there were none
     */
    List<String> restore(Side side, String database, Path file, String name) {
        String options = "-c synchronous_commit=off"
                + (side.server().major() >= EVENT_TRIGGERS_CAN_BE_OFF ? " -c event_triggers=off" : "");
        CommandResult result = run(
                name,
                Stream.concat(
                                Stream.of("psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--file=" + file),
                                connection(side, database))
                        .toList(),
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

    private CommandResult run(String name, List<String> line, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(pair.environment());
        environment.putAll(more);
        List<String> arguments = Stream.concat(
                        Stream.of(pair.programs().program(line.get(0)).toString()),
                        line.stream().skip(1))
                .toList();
        Command command =
                new Command(arguments, pair.folder(), environment, pair.runAs(), Command.Isolation.NONE, DEADLINE);
        return pair.commands().run(command, pair.transcripts(), name);
    }

    private static Stream<String> connection(Side side, String database) {
        String quoted = database.replace("\\", "\\\\").replace("'", "\\'");
        return Stream.of(
                "--no-password",
                "--host=" + side.socketDirectory(),
                "--port=" + side.port(),
                "--username=" + side.user(),
                // As a connection string: a name with `=` in it would be read as one otherwise.
                "--dbname=dbname='" + quoted + "'");
    }

    private static String tail(String output) {
        String text = output.strip();
        return text.length() <= 600 ? text : "... " + text.substring(text.length() - 600);
    }
}
