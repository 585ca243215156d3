package io.belay.lab;

import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Shared memory that servers leave when they are killed: files in {@code /dev/shm}, and System V segments and semaphores. */
final class SharedMemory {

    private SharedMemory() {}

    static void removeOf(long userId) {
        removeFiles(userId);
        removeSegments(userId, "shm", "-m", 7);
        removeSegments(userId, "sem", "-s", 4);
    }

    private static void removeFiles(long userId) {
        try (var files = Files.newDirectoryStream(Path.of("/dev/shm"))) {
            for (Path file : files) {
                Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                if (((Number) owner).longValue() == userId) {
                    FileTrees.delete(file);
                }
            }
        } catch (IOException gone) {
            // Another process removed a file meanwhile; the next sweep looks again.
            return;
        }
    }

    /** @param userColumn of the owner's id in {@code /proc/sysvipc}, see proc(5) */
    private static void removeSegments(long userId, String table, String option, int userColumn) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/sysvipc/" + table));
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[userColumn].equals(Long.toString(userId))) {
                    ShortProgram.of("ipcrm", option, columns[1]).run();
                }
            }
        } catch (IOException noSuchTable) {
            // A kernel without System V shared memory has none to remove.
            return;
        }
    }
}
