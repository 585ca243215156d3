package io.belay.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The processes of one lab: those that carry its mark, run under its account, or are database programs working in its folders.
 * A person's shell that merely stands in such a folder is none of them. Immutable.
 */
record LabProcesses(String id, Set<Long> userIds, List<Path> folders, List<ProcessMark> named) {

    /** A worker launches programs with an environment of its own, without the mark. */
    private static final Pattern DATABASE_PROGRAM =
            Pattern.compile("postgres|initdb|psql|pgbench|pgbouncer|temporal|vacuumdb|reindexdb|(pg_[a-z]+)");

    /** Now, without this process and those that it descends from. */
    Set<ProcessMark> find() {
        Set<Long> own = lineage();
        Set<ProcessMark> found = new LinkedHashSet<>();
        named.stream().filter(ProcessMark::isAlive).forEach(found::add);
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (!own.contains(pid) && belongs(process)) {
                    ProcessMark.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException("/proc cannot be read", failure);
        }
        return found;
    }

    /** The program's name, empty when it is gone. */
    static String programOf(ProcessMark process) {
        return programOf(Path.of("/proc/" + process.pid())).orElse("");
    }

    private static Set<Long> lineage() {
        Set<Long> pids = new LinkedHashSet<>();
        Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
        while (process.isPresent()) {
            pids.add(process.get().pid());
            process = process.get().parent();
        }
        return pids;
    }

    private boolean belongs(Path process) {
        try {
            Object owner = Files.getAttribute(process, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return userIds.contains(((Number) owner).longValue())
                    || isMarked(process)
                    || worksInFolder(process)
                    || isWrapper(process);
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean isMarked(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0", -1)).contains(Register.MARK + "=" + id);
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** The shell that a worker puts around what it launches: no mark, no account of the lab, and it works in the root folder. */
    private boolean isWrapper(Path process) {
        try {
            String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return programOf(process).filter("sh"::equals).isPresent()
                    && List.of(command.split("\0", -1)).stream()
                            .filter(argument -> argument.startsWith("/"))
                            .anyMatch(argument -> folders.stream().anyMatch(folder -> isIn(folder, argument)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static boolean isIn(Path folder, String argument) {
        return argument.startsWith(folder + "/");
    }

    private boolean worksInFolder(Path process) {
        try {
            Path directory = Files.readSymbolicLink(process.resolve("cwd"));
            return folders.stream().anyMatch(directory::startsWith)
                    && programOf(process)
                            .filter(name -> DATABASE_PROGRAM.matcher(name).matches())
                            .isPresent();
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** Not the link to its file: a process that is just ending has none, but still is there. */
    private static Optional<String> programOf(Path process) {
        try {
            return Optional.of(Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
