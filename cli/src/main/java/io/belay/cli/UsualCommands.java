package io.belay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads what usual commands load, by running them in this one process: the launcher's build keeps the parsed classes in an archive,
 * which makes each later start shorter. Reads one file, asks nobody: nothing listens on port 1.
 */
final class UsualCommands {

    private static final String MISTAKEN =
            "apiVersion: belay/v1\nkind: UpgradePlan\nmetadata: {nam: x}\nsteps: [clone]\n";

    private UsualCommands() {}

    /** @param arguments the file of a plan that is valid */
    public static void main(String[] arguments) throws IOException {
        Path mistaken = Files.createTempFile("mistaken", ".plan.yaml");
        try {
            Files.writeString(mistaken, MISTAKEN);
            String plan = arguments[0];
            List.of(
                            new String[] {"--help"},
                            new String[] {"validate", plan},
                            new String[] {"validate", plan, "-o", "json"},
                            new String[] {"validate", mistaken.toString()},
                            new String[] {"explain", plan},
                            new String[] {"explain", "BLY-1503"},
                            new String[] {"status", "--temporal", "127.0.0.1:1"})
                    .forEach(Main::runOnce);
        } finally {
            Files.delete(mistaken);
        }
        System.exit(0);
    }
}
