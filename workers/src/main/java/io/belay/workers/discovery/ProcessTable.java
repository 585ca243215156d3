package io.belay.workers.discovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All processes that this account can see. Names, arguments and owners are everybody's to read; program and working folder only their
 * owner's and root's. Immutable.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
final class ProcessTable {

    private final Path proc;

    /** @param proc {@code /proc}, or a folder that looks like it */
    ProcessTable(Path proc) {
        this.proc = proc;
    }

    /** By number; what ends while it is looked at is left out. */
    List<ProcessEntry> all() {
        List<ProcessEntry> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                read(folder).ifPresent(all::add);
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException("cannot list " + proc, unreadable);
        }
        all.sort(java.util.Comparator.comparingLong(ProcessEntry::pid));
        return List.copyOf(all);
    }

    /** The parent of a process, 0 when there is none or it has ended. */
    long parentOf(long pid) {
        return read(proc.resolve(Long.toString(pid))).map(ProcessEntry::parent).orElse(0L);
    }

    /** Whether a folder means the same to the process as to us: in a container it is another one, or none. */
    boolean sees(ProcessEntry process, Path folder) {
        Path theirs = Path.of(proc + "/" + process.pid() + "/root" + folder);
        try {
            return !Files.exists(theirs) || Files.isSameFile(theirs, folder);
        } catch (IOException notOurs) {
            return Files.isDirectory(folder);
        }
    }

    private static Optional<ProcessEntry> read(Path folder) {
        try {
            Map<String, String> status = new LinkedHashMap<>();
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    status.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            return Optional.of(new ProcessEntry(
                    Long.parseLong(folder.getFileName().toString()),
                    Long.parseLong(status.getOrDefault("PPid", "0")),
                    Long.parseLong(status.getOrDefault("Uid", "0").replaceFirst("\\s.*", "")),
                    status.getOrDefault("Name", ""),
                    arguments(folder),
                    link(folder.resolve("exe")),
                    link(folder.resolve("cwd")),
                    controlGroup(folder)));
        } catch (IOException | NumberFormatException ended) {
            return Optional.empty();
        }
    }

    private static List<String> arguments(Path folder) throws IOException {
        String line = Files.readString(folder.resolve("cmdline"));
        return line.isEmpty() ? List.of() : List.of(line.split("\0"));
    }

    private static Optional<Path> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link)).filter(Path::isAbsolute);
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    /** The line of version 2, or that of systemd's own hierarchy. */
    private static String controlGroup(Path folder) {
        try {
            for (String line : Files.readAllLines(folder.resolve("cgroup"))) {
                if (line.startsWith("0::") || line.contains(":name=systemd:")) {
                    return line.substring(line.lastIndexOf(':') + 1);
                }
            }
            return "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
