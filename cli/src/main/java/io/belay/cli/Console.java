package io.belay.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command reads and writes, and what surrounds it: everything about the outside that a test wants to choose.
 * For one thread.
 *
 * @param out results, nothing else
 * @param err problems and progress notes
 * @param palette colours or none
 * @param interactive whether {@code out} is a terminal on which a block may be redrawn
 * @param width of the terminal in columns; 100 when unknown
 * @param environment environment variables
 * @param workingFolder against which relative files are resolved
 */
public record Console(
        PrintWriter out,
        PrintWriter err,
        Palette palette,
        boolean interactive,
        int width,
        Map<String, String> environment,
        Path workingFolder) {

    static final int USUAL_WIDTH = 100;

    public Console {
        environment = Map.copyOf(environment);
    }

    /** How a person calls this command; what messages put before the next command to run. */
    public String command() {
        String typed = environment.getOrDefault("BELAY_COMMAND", "belay");
        return typed.matches("[\\w./+-]*") ? typed : "'" + typed.replace("'", "'\\''") + "'";
    }

    public Console withPalette(Palette other) {
        return new Console(out, err, other, interactive, width, environment, workingFolder);
    }
}
