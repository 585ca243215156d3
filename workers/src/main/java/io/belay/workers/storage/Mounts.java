package io.belay.workers.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is mounted where, as this process sees it. Immutable.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public final class Mounts {

    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

    private final List<Mount> mounts;

    private Mounts(List<Mount> mounts) {
        this.mounts = List.copyOf(mounts);
    }

    /** @param options of the mount and of the file system together */
    public record Mount(Path point, String fileSystem, Set<String> options) {

        public Mount {
            options = Set.copyOf(options);
        }

        /** Whether the option is set, alone or with a value. */
        public boolean has(String option) {
            return options.stream().anyMatch(set -> set.equals(option) || set.startsWith(option + "="));
        }
    }

    public static Mounts ofThisProcess() {
        try {
            return parse(Files.readAllLines(MOUNTINFO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Mounts parse(List<String> lines) {
        return new Mounts(lines.stream().map(Mounts::mount).toList());
    }

    /** Mount points inside the folder, not the folder itself. */
    public List<Path> inside(Path folder) {
        return mounts.stream()
                .map(Mount::point)
                .filter(point -> point.startsWith(folder) && !point.equals(folder))
                .distinct()
                .sorted()
                .toList();
    }

    /** The mount through which the path is reached; of several on one point the last. */
    public Mount of(Path path) {
        return mounts.stream()
                .filter(mount -> path.startsWith(mount.point()))
                .max(Comparator.comparing((Mount mount) -> mount.point().getNameCount())
                        .thenComparing(mounts::lastIndexOf))
                .orElseThrow(() -> new IllegalStateException("nothing is mounted above " + path));
    }

    // 36 35 98:0 /root /point options optional... - type source options
    private static Mount mount(String line) {
        List<String> fields = Arrays.asList(line.split(" "));
        int dash = fields.lastIndexOf("-");
        String options = fields.get(5) + "," + fields.get(dash + 3);
        return new Mount(
                Path.of(unescape(fields.get(4))),
                fields.get(dash + 1),
                Arrays.stream(options.split(",")).collect(Collectors.toSet()));
    }

    private static String unescape(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
