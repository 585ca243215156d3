package io.belay.workers.hold;

import io.belay.workers.posix.Durable;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The console of a PgBouncer, by {@code psql}: it speaks the simple protocol only, and the JDBC driver begins with a {@code SET}
 * that it refuses. Several commands go through one {@code psql}, which costs about ten milliseconds. Thread-safe.
 */
final class PgBouncerConsole {

    private final PoolerAddress pooler;
    private final Path psql;
    private final Path folder;
    private final CommandRunner commands;

    /** @param folder working folder, by which what a killed hold left is found; belongs to the worker alone */
    PgBouncerConsole(PoolerAddress pooler, Path psql, Path folder, CommandRunner commands) {
        this.pooler = pooler;
        this.psql = psql;
        this.folder = folder;
        this.commands = commands;
    }

    /** Rows of one {@code SHOW}, by the names of its columns, which differ from version to version. */
    List<Map<String, String>> show(String what) {
        CommandResult result = run(Duration.ofSeconds(10), List.of(PgBouncerCommands.show(what)));
        if (!result.succeeded()) {
            throw unreachable(PgBouncerCommands.show(what), result);
        }
        return rows(text(result));
    }

    CommandResult run(Duration deadline, List<String> statements) {
        List<String> arguments = PgBouncerCommands.arguments(
                psql, pooler.host(), String.valueOf(pooler.port()), pooler.user(), statements);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGCONNECT_TIMEOUT", "5");
        passwordFile().ifPresent(file -> environment.put("PGPASSFILE", file.toString()));
        Command command = new Command(arguments, folder, environment, Optional.empty(), Isolation.NONE, deadline);
        return commands.run(command, folder.resolve("transcripts"), "pooler-" + pooler.name());
    }

    /** The rows of a {@code SHOW}, behind what commands before it said. */
    static List<Map<String, String>> rows(String output) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> names = List.of();
        for (String line : output.lines().toList()) {
            List<String> fields = List.of(line.split(PgBouncerCommands.TAB, -1));
            if (fields.size() > 1 && names.isEmpty()) {
                names = fields;
            } else if (fields.size() == names.size()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < fields.size(); i++) {
                    row.put(names.get(i), fields.get(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** All of it: what a result carries is only the end. */
    static String text(CommandResult result) {
        try {
            return Files.readString(result.transcript());
        } catch (IOException e) {
            throw new UncheckedIOException("what the pooler said cannot be read", e);
        }
    }

    HoldFailure unreachable(String command, CommandResult result) {
        return new HoldFailure(
                HoldErrors.POOLER_UNREACHABLE,
                "PgBouncer `" + pooler.name() + "` at " + pooler.host() + ":" + pooler.port()
                        + " does not carry out `" + command + "`: "
                        + result.output().strip());
    }

    /** A file again, so that the password stands neither in arguments nor in the environment. */
    private Optional<Path> passwordFile() {
        Secret secret = pooler.password();
        return switch (secret.kind()) {
            case NONE -> Optional.empty();
            case PASSWORD_FILE -> Optional.of(Path.of(secret.name()));
            case FILE -> Optional.of(written(firstLine(Path.of(secret.name()))));
            case ENVIRONMENT ->
                Optional.ofNullable(System.getenv(secret.name())).map(this::written);
        };
    }

    private Path written(String password) {
        Path file = folder.resolve("." + pooler.name() + ".pgpass");
        String line = "*:*:pgbouncer:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n";
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(line)) {
                Durable.write(file, line);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the password file for the pooler cannot be written", e);
        }
    }

    /** The secret must not outlive what needs it. */
    void forget() {
        try {
            Files.deleteIfExists(folder.resolve("." + pooler.name() + ".pgpass"));
        } catch (IOException e) {
            throw new UncheckedIOException("the password file for the pooler cannot be removed", e);
        }
    }

    private String firstLine(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .map(String::strip)
                    .orElse("");
        } catch (IOException e) {
            throw new HoldFailure(
                    HoldErrors.POOLER_UNREACHABLE,
                    "the password of PgBouncer `" + pooler.name() + "` cannot be read from `" + file + "`",
                    e);
        }
    }
}
