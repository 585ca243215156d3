package io.belay.workers.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a build keeps its libraries and extension scripts. Immutable.
 *
 * @param libraries {@code pg_config --pkglibdir}
 * @param extensions the folder {@code extension} in {@code pg_config --sharedir}
 */
record TargetFolders(Path libraries, Path extensions) {

    /**
     * Asks {@code pg_config}; some packages bring it only with the headers, so without it the usual places beside the programs
     * are tried, and taken when they hold what every build has: plpgsql.
     */
    static Optional<TargetFolders> of(PreflightContext context) {
        Programs asked = new Programs(context, context.target());
        Optional<String> libraries = asked.ask(PreflightPrograms.LIBRARIES);
        Optional<String> share = asked.ask(PreflightPrograms.SHARE);
        if (libraries.isPresent() && share.isPresent()) {
            return Optional.of(new TargetFolders(Path.of(libraries.get()), Path.of(share.get(), "extension")));
        }
        return beside(context.target().programs(), context.target().major());
    }

    static Optional<TargetFolders> beside(Path programs, int major) {
        Path home = programs.toAbsolutePath().normalize().getParent();
        if (home == null) {
            return Optional.empty();
        }
        Optional<Path> libraries = Stream.of("lib", "lib64", "lib/postgresql", "lib64/pgsql")
                .map(home::resolve)
                .filter(folder -> Files.isRegularFile(folder.resolve("plpgsql.so")))
                .findFirst();
        Optional<Path> extensions = Stream.of(
                        "share/extension",
                        "share/postgresql/extension",
                        "../../../share/postgresql/" + major + "/extension")
                .map(name -> home.resolve(name).normalize())
                .filter(folder -> Files.isRegularFile(folder.resolve("plpgsql.control")))
                .findFirst();
        return libraries.flatMap(found -> extensions.map(scripts -> new TargetFolders(found, scripts)));
    }

    boolean hasExtension(String name) {
        return Files.isRegularFile(extensions.resolve(name + ".control"));
    }

    /** The version that {@code CREATE EXTENSION} and {@code ALTER EXTENSION UPDATE} take; empty when the file does not say. */
    Optional<String> defaultVersion(String name) {
        try {
            return Files.readAllLines(extensions.resolve(name + ".control")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("default_version"))
                    .map(line -> line.replaceFirst("default_version\\s*=?\\s*", "")
                            .split("#", 2)[0]
                            .strip())
                    .map(value -> value.replaceAll("^'|'$", ""))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the control file of extension " + name, e);
        }
    }

    /** Names of its update scripts, {@code pg_trgm--1.5--1.6.sql}. */
    List<String> scripts(String name) {
        try (Stream<Path> files = Files.list(extensions)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.startsWith(name + "--") && file.endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + extensions, e);
        }
    }

    /**
     * Whether the server would find the library under this name (dfmgr.c, expand_dynamic_library_name, with the default {@code
     * dynamic_library_path}).
     *
     * @param name as {@code pg_proc.probin} or a setting has it
     */
    boolean hasLibrary(String name) {
        return isLibrary(file(name)) || isLibrary(file(name + ".so"));
    }

    /** Where the server would look first; for messages. */
    Path file(String name) {
        if (name.startsWith("$libdir/")) {
            return libraries.resolve(name.substring("$libdir/".length()));
        }
        return name.contains("/") ? Path.of(name) : libraries.resolve(name);
    }

    private static boolean isLibrary(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
