package io.belay.workers.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process for ever: a pid alone is used again, with start time and boot it is not. Immutable.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks since boot
 * @param bootId of the boot in which it was started
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path UPTIME = Path.of("/proc/uptime");

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,12})[.]([0-9]{2})(?![0-9])");

    /** What the kernel shows to programs (USER_HZ), whatever it uses itself. */
    private static final long TICKS_PER_SECOND = 100;

    /** Number of fields after the command name, which may itself contain blanks and brackets, see proc(5). */
    private static final int STATE = 0;

    private static final int START = 19;

    /** Empty when no such process runs; one that only waits to be collected by its parent does not run. */
    public static Optional<ProcessIdentity> of(long pid) {
        List<String> fields = fields(pid);
        return fields.isEmpty() || fields.get(STATE).matches("[ZX]")
                ? Optional.empty()
                : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields.get(START)), currentBoot()));
    }

    /** Behind the command's name; none when there is no such process. */
    private static List<String> fields(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).trim().split(" "));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    /** Whether this very process was stopped by a signal: nothing in it goes on until somebody continues it. */
    public boolean isStopped() {
        List<String> fields = fields(pid);
        return !fields.isEmpty() && fields.get(STATE).equals("T") && isAlive();
    }

    /** When it was started, by the clock that {@link #uptime} reads. */
    public Duration startedAfterBoot() {
        return Duration.ofMillis(startTicks * 1000 / TICKS_PER_SECOND);
    }

    /** Since the boot, sleep included: a clock that nobody sets. */
    public static Duration uptime() {
        try {
            String text = Files.readString(UPTIME);
            return uptime(text).orElseThrow(() -> new IllegalStateException(UPTIME + " reads: " + text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text as proc(5) has it: seconds with two decimals first; empty for anything else */
    public static Optional<Duration> uptime(String text) {
        Matcher seconds = SECONDS.matcher(text);
        return seconds.lookingAt()
                ? Optional.of(Duration.ofMillis(Long.parseLong(seconds.group(1) + seconds.group(2)) * 10))
                : Optional.empty();
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
