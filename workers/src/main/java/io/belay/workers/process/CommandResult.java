package io.belay.workers.process;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exitCode the program's own, or 128 + signal
 * @param timedOut whether its deadline ended it
 * @param output last 64 KiB of standard output and error together, secrets masked
 * @param transcript where all of it is kept, secrets and all: read it through {@link Transcript}; past 64 MiB the middle is cut out
 */
public record CommandResult(int exitCode, boolean timedOut, String output, Path transcript, Duration took) {

    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
