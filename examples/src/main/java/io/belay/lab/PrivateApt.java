package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The machine's own {@code apt-get} on a root of its own: it sees one release, believes that nothing is installed, and so
 * fetches every library down to libc. The machine's package state is neither read nor written; works without root. One thread
 * only.
 */
final class PrivateApt {

    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final Path RELEASE = Path.of("/etc/os-release");
    private static final String SAFE = "nothing was installed and nothing on this machine was changed";

    private final Path root;
    private final List<String> options;

    /** @param root an empty folder */
    PrivateApt(Path root, String suite) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("lists/partial"));
        Files.createDirectories(archives().resolve("partial"));
        Files.writeString(root.resolve("status"), "");
        String release = suite.isEmpty() ? codeName() : suite;
        Files.writeString(
                root.resolve("sources.list"),
                "deb [signed-by=" + requireKeyring() + "] " + mirror() + " " + release + " main\n");
        this.options = List.of(
                "-qq",
                "-y",
                "-o",
                "Dir::Etc::sourcelist=" + root.resolve("sources.list"),
                "-o",
                "Dir::Etc::sourceparts=-",
                "-o",
                "Dir::State::lists=" + root.resolve("lists"),
                "-o",
                "Dir::State::status=" + root.resolve("status"),
                "-o",
                "Dir::Cache=" + root.resolve("cache"),
                "-o",
                "APT::Sandbox::User=",
                "-o",
                "APT::Install-Recommends=false",
                "-o",
                "Acquire::Languages=none",
                "-o",
                "Acquire::Retries=3",
                "-o",
                "Debug::NoLocking=true");
    }

    /** The files that {@link #download} would fetch, by name; their names hold the versions. */
    List<String> resolve(List<String> packages) {
        run("update", List.of(), "cannot read the package lists");
        String uris = run("install", withFirst("--print-uris", packages), "cannot resolve " + packages);
        return uris.lines()
                .filter(line -> line.startsWith("'"))
                .map(line -> line.split(" ", -1)[1])
                .sorted()
                .toList();
    }

    /** The fetched package files. */
    List<Path> download(List<String> packages) throws IOException {
        run("install", withFirst("--download-only", packages), "cannot fetch " + packages);
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(archives(), "*.deb")) {
            found.forEach(files::add);
        }
        return files;
    }

    private Path archives() {
        return root.resolve("cache/archives");
    }

    private String run(String verb, List<String> rest, String refusal) {
        List<String> arguments = new ArrayList<>();
        arguments.add(
                ShortProgram.find("apt-get").orElseThrow(PrivateApt::notDebian).toString());
        arguments.addAll(options);
        arguments.add(verb);
        arguments.addAll(rest);
        ShortProgram.Result result =
                ShortProgram.of(arguments).within(Duration.ofMinutes(15)).run();
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.PACKAGES_NOT_FETCHED,
                    refusal + ": " + result.tail(),
                    SAFE,
                    "check that `apt-get update` works on this machine, then start again; what was fetched is kept");
        }
        return result.output();
    }

    private static List<String> withFirst(String first, List<String> rest) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    /** The one that this machine uses for its own release: the lab names none. */
    private static String mirror() {
        String own = codeName();
        ShortProgram.Result targets = ShortProgram.of(
                        ShortProgram.find("apt-get")
                                .orElseThrow(PrivateApt::notDebian)
                                .toString(),
                        "indextargets",
                        "--format",
                        "$(REPO_URI) $(RELEASE)")
                .run();
        List<String[]> lines = targets.output()
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2)
                .toList();
        return lines.stream()
                .filter(words -> words[1].equals(own))
                .findFirst()
                .or(() -> lines.stream()
                        .filter(words -> words[1].equals("stable"))
                        .findFirst())
                .map(words -> words[0])
                .orElseThrow(() -> new SetupFailure(
                        LabErrors.NO_PACKAGES_HERE,
                        "apt knows no mirror for this machine's release `" + own + "`",
                        SAFE,
                        "add the release's own line to /etc/apt/sources.list, or install the PostgreSQL majors"));
    }

    private static String codeName() {
        return releaseField("VERSION_CODENAME").orElseThrow(PrivateApt::notDebian);
    }

    private static Optional<String> releaseField(String name) {
        try {
            return Files.readString(RELEASE)
                    .lines()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1).replace("\"", ""))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Path requireKeyring() {
        if (!Files.isReadable(KEYRING) || !releaseField("ID").equals(Optional.of("debian"))) {
            throw notDebian();
        }
        return KEYRING;
    }

    private static SetupFailure notDebian() {
        return new SetupFailure(
                LabErrors.NO_PACKAGES_HERE,
                "this is not a Debian machine, and the lab can unpack programs from Debian packages only",
                SAFE,
                "install PostgreSQL 13 and 17 side by side (`/usr/lib/postgresql/N` or `/usr/pgsql-N`), then start again");
    }
}
