package io.belay.workers.command;

import io.belay.workers.postgres.PostgresErrors;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults of the host that {@code pg_upgrade} reports itself: programs, links, servers. Pure. */
final class ToolFaults {

    private static final Pattern PROGRAM = Pattern.compile("check for \"(.*?)\" failed: (.*)");
    private static final int LONGEST = 600;

    private ToolFaults() {}

    static Optional<UpgradeFault> program(String output, String phase, int newMajor) {
        Matcher program = PROGRAM.matcher(output);
        return program.find()
                ? Optional.of(UpgradeFault.of(
                        PostgresErrors.PROGRAM_MISSING,
                        phase,
                        program.group(),
                        "`" + program.group(1) + "` cannot be used: " + program.group(2),
                        "install the complete server and client packages of both majors (new: " + newMajor
                                + "), then retry"))
                : Optional.empty();
    }

    static Optional<UpgradeFault> links(String output, String phase) {
        boolean failed = output.contains("could not create hard link") || output.contains("error while creating link");
        return failed
                ? Optional.of(
                        UpgradeFault.of(
                                PostgresErrors.FILES_NOT_LINKED,
                                phase,
                                end(output),
                                "old and new data directory cannot share files",
                                "both must lie in one subvolume or file system of the candidate; with `mode: copy` they need not"))
                : Optional.empty();
    }

    static Optional<UpgradeFault> server(String output, String phase) {
        boolean failed = output.contains("could not connect to source postmaster")
                || output.contains("could not connect to target postmaster")
                || output.contains("pg_ctl failed to start");
        return failed
                ? Optional.of(UpgradeFault.of(
                        PostgresErrors.UPGRADE_SERVER_NOT_STARTED,
                        phase,
                        end(output),
                        "a server that pg_upgrade started in the candidate did not come up",
                        "read pg_upgrade_server.log among the step's logs, correct the cause on the host, then retry"))
                : Optional.empty();
    }

    static String end(String output) {
        String text = output.strip();
        return text.substring(Math.max(0, text.length() - LONGEST));
    }
}
