package io.belay.workers.live;

import io.belay.workers.clone.SettingsText;
import io.belay.workers.posix.Durable;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks {@code postgres -C} of the target about each setting with its value: it reads a configuration as the server does, names every
 * unknown setting and every value that it refuses, and starts nothing. Thread-safe.
 *
 * <p>Settings that decide where and in which language the program speaks are asked one by one, so that its answers can be read.
 *
 * @see <a href="https://www.postgresql.org/docs/17/app-postgres.html">PostgreSQL 17, postgres -C</a>
 */
final class TargetCheck {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    static final Set<String> OF_MESSAGES = Set.of(
            "client_min_messages",
            "lc_messages",
            "log_destination",
            "log_error_verbosity",
            "log_line_prefix",
            "log_min_error_statement",
            "log_min_messages",
            "logging_collector",
            "syslog_facility",
            "syslog_ident");

    private final CommandRunner commands;
    private final Path transcripts;

    TargetCheck(CommandRunner commands, Path transcripts) {
        this.commands = commands;
        this.transcripts = transcripts;
    }

    static List<String> arguments(Path program, Path folder, List<String> said) {
        // In front: only then root may ask (main.c).
        return Stream.concat(Stream.of(program.toString(), "-C", "config_file", "-D", folder.toString()), said.stream())
                .toList();
    }

    static List<String> said(String setting, String value) {
        return List.of("-c", setting + "=" + value);
    }

    List<Dress.Problem> problems(Dress dress) {
        Path program = dress.request().target().program("postgres");
        if (!Files.isExecutable(program)) {
            return List.of(new Dress.Problem(program.toString(), "", "the target's server program is missing"));
        }
        List<Placed> all =
                Stream.concat(dress.settings().stream(), dress.auto().stream()).toList();
        Path folder = folder(transcripts, UUID.randomUUID().toString());
        Durable.createFolders(folder, "rwx------");
        try {
            Files.createFile(folder.resolve("postgresql.auto.conf"));
            List<Dress.Problem> problems = new ArrayList<>();
            List<Placed> left = all.stream()
                    .filter(setting -> !OF_MESSAGES.contains(setting.name()))
                    .toList();
            // Values are looked at only when all names are known, so what was refused is left out and the rest asked
            // again.
            List<Dress.Problem> refused = ask(program, folder, left, List.of());
            while (!refused.isEmpty()) {
                problems.addAll(refused);
                List<Placed> fewer = without(left, refused);
                refused = fewer.size() < left.size() ? ask(program, folder, fewer, List.of()) : List.of();
                left = fewer;
            }
            for (Placed setting : all) {
                if (OF_MESSAGES.contains(setting.name())) {
                    problems.addAll(ask(program, folder, List.of(setting), said(setting.name(), setting.value())));
                }
            }
            return problems;
        } catch (IOException notWritten) {
            throw new UncheckedIOException("cannot write in " + folder, notWritten);
        } finally {
            // What was asked about may be a secret.
            remove(folder);
        }
    }

    static Path folder(Path transcripts, String number) {
        return transcripts.resolve("dress-" + number);
    }

    private static List<Placed> without(List<Placed> settings, List<Dress.Problem> refused) {
        Set<String> names = refused.stream().map(Dress.Problem::setting).collect(Collectors.toSet());
        return settings.stream()
                .filter(setting -> !names.contains(setting.name()))
                .toList();
    }

    /** @param said on the command line instead of in the file; then it concerns the one setting only */
    private List<Dress.Problem> ask(Path program, Path folder, List<Placed> settings, List<String> said) {
        StringBuilder file = new StringBuilder();
        if (said.isEmpty()) {
            settings.forEach(setting -> file.append(SettingsText.render(Map.of(setting.name(), setting.value()))));
        }
        Durable.write(folder.resolve("postgresql.conf"), file.toString());
        CommandResult result = commands.run(
                new Command(
                        arguments(program, folder, said),
                        folder,
                        Map.of(),
                        Optional.empty(),
                        Command.Isolation.NONE,
                        DEADLINE),
                transcripts,
                "postgres-C");
        if (result.succeeded()) {
            return List.of();
        }
        List<Dress.Problem> problems = ServerMessages.problems(result.output(), settings);
        if (!problems.isEmpty()) {
            return problems;
        }
        Placed only = settings.size() == 1 ? settings.get(0) : new Placed("", "", program.toString());
        return List.of(new Dress.Problem(
                only.place(),
                only.name(),
                "the target refuses it: " + result.output().strip()));
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot remove " + folder, refused);
        }
    }
}
