package io.belay.workers.discovery;

import io.belay.workers.postgres.Installation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which extensions the majors of this host have files for. Stateless. */
final class ExtensionFiles {

    private static final String CONTROL = ".control";

    private ExtensionFiles() {}

    static Map<Integer, Set<String>> of(List<Installation> installed) {
        Map<Integer, Set<String>> found = new TreeMap<>();
        for (Installation installation : installed) {
            folder(installation).ifPresent(folder -> found.put(installation.major(), names(folder)));
        }
        return found;
    }

    /** As built by oneself and by Red Hat, as by others with a folder of its own, as by Debian. */
    private static Optional<Path> folder(Installation installation) {
        Path bin = installation.programs();
        return Stream.of(
                        "../share/extension",
                        "../share/postgresql/extension",
                        "../../../../share/postgresql/" + installation.major() + "/extension")
                .map(relative -> bin.resolve(relative).normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Set<String> names(Path folder) {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + CONTROL)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - CONTROL.length()));
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException("cannot list " + folder, unreadable);
        }
        return names;
    }
}
