package io.belay.workers.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which processes use a folder: their working or root folder is in it, or a file of it is open or mapped. As root all processes of the
 * host, in containers too; else those of the worker's own account. Takes time with the number of open files.
 */
final class FolderUsers {

    private FolderUsers() {}

    /** One sentence's part per process: {@code process 4711 (/usr/lib/.../postgres)}. */
    static List<String> of(List<Path> folders) {
        List<String> users = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> uses(process, folders))
                    .forEach(process -> users.add("process " + process.getFileName()
                            + link(process.resolve("exe"))
                                    .map(program -> " (" + program + ")")
                                    .orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of processes cannot be read", e);
        }
        return users;
    }

    private static boolean uses(Path process, List<Path> folders) {
        return Stream.of("cwd", "root").anyMatch(name -> isIn(process.resolve(name), folders))
                || anyIn(process.resolve("fd"), folders)
                || anyIn(process.resolve("map_files"), folders)
                || folders.stream().anyMatch(folder -> isSame(process.resolve("cwd"), folder));
    }

    private static boolean anyIn(Path links, List<Path> folders) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(links)) {
            for (Path entry : entries) {
                if (isIn(entry, folders)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException notOurs) {
            return false;
        }
    }

    private static boolean isIn(Path link, List<Path> folders) {
        return link(link)
                .filter(target -> folders.stream().anyMatch(target::startsWith))
                .isPresent();
    }

    /** A process in a container sees its folders under other names. */
    private static boolean isSame(Path link, Path folder) {
        try {
            return Files.exists(folder) && Files.isSameFile(link, folder);
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static Optional<Path> link(Path link) {
        try {
            return Optional.of(Path.of(Files.readSymbolicLink(link).toString().replaceFirst(" \\(deleted\\)$", "")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
