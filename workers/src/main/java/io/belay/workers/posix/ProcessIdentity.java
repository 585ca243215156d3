package io.belay.workers.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process for ever: a pid alone is used again, with start time and boot it is not. Immutable.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks since boot
 * @param bootId of the boot in which it was started
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Number of fields after the command name, which may itself contain blanks and brackets, see proc(5). */
    private static final int STATE = 0;

    private static final int START = 19;

    /** Empty when no such process runs; one that only waits to be collected by its parent does not run. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            List<String> fields =
                    List.of(line.substring(line.lastIndexOf(')') + 2).trim().split(" "));
            String state = fields.get(STATE);
            if (state.equals("Z") || state.equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields.get(START)), currentBoot()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    /** Changes with each start of the host. */
    public static String currentBoot() {
        try {
            return Files.readString(BOOT_ID).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
