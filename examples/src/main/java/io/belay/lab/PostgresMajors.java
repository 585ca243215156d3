package io.belay.lab;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL majors side by side: those installed on this machine first, else unpacked into the cache from the Debian release
 * that carries them. The majors that are unpacked bring C libraries of their own, so collations really change between them.
 * Thread-safe.
 */
public final class PostgresMajors {

    /** Where each major stands in Debian; 18 is taken from the moving release. */
    private static final Map<Integer, String> SUITES = Map.of(13, "bullseye", 15, "bookworm", 17, "trixie", 18, "sid");

    /** What the lab and an upgrade need; a folder with only the client programs does not count as installed. */
    private static final List<String> NEEDED =
            List.of("postgres", "initdb", "pg_ctl", "pg_upgrade", "pg_dump", "pg_dumpall", "psql", "vacuumdb");

    private final UnpackedPackages packages;
    private final Narrator narrator;
    private final List<Path> installedRoots;

    PostgresMajors(UnpackedPackages packages, Narrator narrator, List<Path> installedRoots) {
        this.packages = packages;
        this.narrator = narrator;
        this.installedRoots = List.copyOf(installedRoots);
    }

    public static PostgresMajors onThisMachine(Narrator narrator) {
        return new PostgresMajors(
                new UnpackedPackages(CacheFolder.ofThisMachine(), narrator), narrator, List.of(Path.of("/usr")));
    }

    /** The same, without regard to what is installed. */
    public static PostgresMajors unpackedOnly(Path cache, Narrator narrator) {
        return new PostgresMajors(new UnpackedPackages(cache, narrator), narrator, List.of());
    }

    /**
     * The folder of a major's programs.
     *
     * @throws SetupFailure BLY-4160 when it is neither installed nor known to be unpackable here
     */
    public Path bin(int major) {
        Optional<Path> installed = installed(major);
        if (installed.isPresent()) {
            narrator.says("using the installed PostgreSQL " + major + " in " + installed.get());
            return installed.get();
        }
        String suite = SUITES.get(major);
        if (suite == null) {
            throw new SetupFailure(
                    LabErrors.NO_PACKAGES_HERE,
                    "PostgreSQL " + major + " is not installed, and no Debian release known to the lab carries it",
                    "nothing was installed and nothing on this machine was changed",
                    "install PostgreSQL " + major + ", or use one of "
                            + SUITES.keySet().stream().sorted().toList());
        }
        return packages.prefix(PackageRecipe.postgres(major, suite)).resolve("usr/lib/postgresql/" + major + "/bin");
    }

    /** The release as the server prints it, for example {@code 17.11}. */
    public String version(int major) {
        String printed = ShortProgram.of(bin(major).resolve("postgres").toString(), "--version")
                .run()
                .output();
        return printed.replaceAll("(?s).*\\(PostgreSQL\\) ([0-9][^ \\n]*).*", "$1");
    }

    private Optional<Path> installed(int major) {
        return installedRoots.stream()
                .flatMap(
                        root -> List.of(
                                root.resolve("lib/postgresql/" + major + "/bin"),
                                root.resolve("pgsql-" + major + "/bin"))
                                .stream())
                .filter(folder -> NEEDED.stream().allMatch(name -> Files.isExecutable(folder.resolve(name))))
                .findFirst();
    }

    /** Unpacks or finds the majors given and prints one line for each: {@code 13 13.16 /.../bin}. */
    public static void main(String[] majors) {
        PostgresMajors here = onThisMachine(sentence -> System.err.println("  " + sentence));
        for (String major : majors) {
            int number = Integer.parseInt(major);
            System.out.println(number + " " + here.version(number) + " " + here.bin(number));
        }
    }
}
