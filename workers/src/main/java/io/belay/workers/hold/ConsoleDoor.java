package io.belay.workers.hold;

import io.belay.workers.posix.Durable;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a {@code psql} gets into the console of a PgBouncer: its arguments, and the password by a file. Immutable. */
final class ConsoleDoor {

    private final PgBouncerAddress pooler;
    private final Path psql;
    private final Path folder;

    /** @param folder working folder, by which what a killed hold left is found; belongs to the worker alone */
    ConsoleDoor(PgBouncerAddress pooler, Path psql, Path folder) {
        this.pooler = pooler;
        this.psql = psql;
        this.folder = folder;
    }

    /** @param statements none for one that reads them from its standard input */
    Command command(Duration deadline, List<String> statements) {
        List<String> arguments = PgBouncerCommands.arguments(
                psql, pooler.host(), String.valueOf(pooler.port()), pooler.user(), statements);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGCONNECT_TIMEOUT", "5");
        passwordFile().ifPresent(file -> environment.put("PGPASSFILE", file.toString()));
        return new Command(arguments, folder, environment, Optional.empty(), Isolation.NONE, deadline);
    }

    Path transcripts() {
        return folder.resolve("transcripts");
    }

    /** Of a transcript. */
    String name() {
        return "pooler-" + pooler.name();
    }

    HoldFailure unreachable(String command, String answer) {
        return new HoldFailure(
                HoldErrors.POOLER_UNREACHABLE,
                "PgBouncer `" + pooler.name() + "` at " + pooler.host() + ":" + pooler.port() + " does not carry out `"
                        + command + "`: " + answer.strip());
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
