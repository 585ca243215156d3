package io.belay.workers.postgres;

import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the PostgreSQL majors of this host: declared folders first, then where Debian and Red Hat put them. A program is asked for
 * its version once, and again when its file has changed. Thread-safe.
 */
public final class Installations {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** {@code postgres (PostgreSQL) 17.11 (Debian ...)}, {@code 18beta1}, {@code 19devel}. */
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");

    private final CommandRunner runner;
    private final Path transcripts;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** @param file which file answered, as {@link #identity} tells it */
    private record Known(String file, Installation installation) {}

    public Installations(CommandRunner runner, Path transcripts) {
        this.runner = runner;
        this.transcripts = transcripts;
    }

    /**
     * @param declared folders with {@code postgres} in them, from the host's configuration; they win over found ones
     * @return one installation per major, in order of preference, then by major
     */
    public List<Installation> find(List<Path> declared) {
        List<Path> folders = new ArrayList<>(declared);
        folders.addAll(below(Path.of("/usr/lib/postgresql"), "*", "bin"));
        folders.addAll(below(Path.of("/usr"), "pgsql-*", "bin"));
        Map<Integer, Installation> byMajor = new LinkedHashMap<>();
        for (Path folder : folders) {
            inFolder(folder).ifPresent(found -> byMajor.putIfAbsent(found.major(), found));
        }
        return List.copyOf(byMajor.values());
    }

    /** @throws ServerFailure {@code BLY-3301} when this host has no such major */
    public Installation require(int major, List<Path> declared) {
        List<Installation> found = find(declared);
        return found.stream()
                .filter(installation -> installation.major() == major)
                .findFirst()
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.INSTALLATION_MISSING,
                        "this host has no programs of PostgreSQL " + major + "; it has "
                                + found.stream().map(Installation::version).toList()
                                + ". Nothing was changed. Install the server package of that major, or name the folder of its"
                                + " programs in the host's configuration."));
    }

    /** The installation in a folder, or nothing when {@code postgres} is not there or does not run. */
    public Optional<Installation> inFolder(Path programs) {
        Path postgres = programs.resolve("postgres");
        if (!Files.isExecutable(postgres)) {
            return Optional.empty();
        }
        String file = identity(postgres);
        Known before = known.get(programs);
        if (before != null && before.file().equals(file)) {
            return Optional.of(before.installation());
        }
        Optional<Installation> asked = ask(programs, postgres);
        asked.ifPresent(installation -> known.put(programs, new Known(file, installation)));
        return asked;
    }

    /** An update of the package replaces the file, so its number, size or time is another one. */
    private static String identity(Path postgres) {
        try {
            BasicFileAttributes file = Files.readAttributes(postgres, BasicFileAttributes.class);
            return file.fileKey() + " " + file.size() + " " + file.lastModifiedTime();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<Installation> ask(Path programs, Path postgres) {
        Command command = new Command(
                List.of(postgres.toString(), "--version"),
                Path.of("/"),
                Map.of(),
                Optional.empty(),
                Isolation.NONE,
                DEADLINE);
        CommandResult result = runner.run(command, transcripts, "postgres-version");
        return result.succeeded() ? read(result.output(), programs) : Optional.empty();
    }

    static Optional<Installation> read(String output, Path programs) {
        Matcher version = VERSION.matcher(output);
        return version.find()
                ? Optional.of(new Installation(Integer.parseInt(version.group(2)), version.group(1), programs))
                : Optional.empty();
    }

    private static List<Path> below(Path root, String glob, String child) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, glob)) {
            for (Path folder : folders) {
                found.add(folder.resolve(child));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + root, unreadable);
        }
        found.sort(null);
        return found;
    }
}
