package io.belay.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process for ever: its id, and when it started in clock ticks since boot, because ids are used again. Immutable.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}, see proc(5)
 */
record ProcessMark(long pid, long startTicks) {

    static ProcessMark ofThisProcess() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("/proc does not show this very process"));
    }

    /** Empty when there is no such process; a zombie counts as gone. */
    static Optional<ProcessMark> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessMark(pid, Long.parseLong(fields[19])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Sends a signal by name if the process still is the one meant. */
    void signal(String name) {
        if (isAlive()) {
            io.belay.cli.dev.ShortProgram.of("/bin/sh", "-c", "kill -\"$0\" \"$1\"", name, Long.toString(pid))
                    .run();
        }
    }

    String text() {
        return pid + "/" + startTicks;
    }

    static ProcessMark parse(String text) {
        String[] parts = text.split("/", -1);
        return new ProcessMark(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
