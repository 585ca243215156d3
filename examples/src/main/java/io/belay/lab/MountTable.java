package io.belay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says is mounted, see proc(5), {@code /proc/PID/mountinfo}. */
final class MountTable {

    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /** Mount points at a path or below it, the deepest first. */
    static List<Path> at(Path path) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> Path.of(unescape(line.split(" ", -1)[MOUNT_POINT])))
                    .filter(mount -> mount.startsWith(path))
                    .sorted(Comparator.comparing(Path::getNameCount).reversed())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the mount table cannot be read", failure);
        }
    }

    private static String unescape(String text) {
        return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }
}
