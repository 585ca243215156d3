package io.belay.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What to take from a Debian release and which files of it are to run here. Immutable.
 *
 * @param name of its folder in the cache
 * @param suite code name of the release; empty for the machine's own
 * @param packages to be unpacked with the libraries they need
 * @param programFolders folders whose programs and modules are made runnable, relative to the prefix
 * @param proof a program in one of these folders; it must print its version afterwards
 */
record PackageRecipe(String name, String suite, List<String> packages, List<String> programFolders, String proof) {

    PackageRecipe {
        packages = List.copyOf(packages);
        programFolders = List.copyOf(programFolders);
    }

    static PackageRecipe postgres(int major, String suite) {
        String programs = "usr/lib/postgresql/" + major;
        return new PackageRecipe(
                "postgresql-" + major,
                suite,
                List.of("postgresql-" + major),
                List.of(programs + "/bin", programs + "/lib"),
                "postgres");
    }

    static PackageRecipe tool(String packageName, String proof) {
        return new PackageRecipe(
                packageName, "", List.of(packageName), List.of("bin", "sbin", "usr/bin", "usr/sbin"), proof);
    }

    /** The program that proves the recipe; releases differ in whether {@code bin} lies below {@code usr}. */
    Path proofIn(Path prefix) {
        return programFolders.stream()
                .map(folder -> prefix.resolve(folder).resolve(proof))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + proof + " in " + packages));
    }
}
