package io.belay.workers.command;

import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's own clients against a server behind a private socket. */
public final class ClientCommands {

    /** First minor of each major whose {@code pg_dump} knows {@code --restrict-key}; later majors all do (CVE-2025-8714). */
    private static final Map<Integer, Integer> RESTRICT_KEY_SINCE = Map.of(13, 22, 14, 19, 15, 14, 16, 10, 17, 6);

    private static final int RESTRICT_KEY_ALWAYS_SINCE = 18;

    private ClientCommands() {}

    /**
     * Statistics of all databases in three rounds of growing precision.
     *
     * @param jobs sessions at the same time
     */
    public static Command analyzeInStages(
            Installation installation, Path socketFolder, int port, String user, int jobs, ToolRun run) {
        return run.command(analyzeInStages(installation, socketFolder, port, user, String.valueOf(jobs)));
    }

    /** @param jobs a number, or what stands for one that is not known yet */
    public static List<String> analyzeInStages(
            Installation installation, Path socketFolder, int port, String user, String jobs) {
        List<String> arguments = connection(installation, "vacuumdb", socketFolder, port, user);
        arguments.addAll(List.of("--all", "--analyze-in-stages", "--jobs=" + jobs));
        return arguments;
    }

    /** Only the first round: enough for a plan that is not wild, in seconds. */
    public static Command analyzeFirstStage(
            Installation installation, Path socketFolder, int port, String user, int jobs, ToolRun run) {
        Command whole = analyzeInStages(installation, socketFolder, port, user, jobs, run);
        List<String> arguments = new ArrayList<>(whole.arguments());
        arguments.set(arguments.indexOf("--analyze-in-stages"), "--analyze-only");
        return new Command(
                arguments,
                whole.directory(),
                Map.of("PGOPTIONS", "-c default_statistics_target=1 -c vacuum_cost_delay=0"),
                whole.runAs(),
                whole.isolation(),
                whole.deadline());
    }

    /**
     * A file of SQL in one database. It ends with the first error, prints SQLSTATEs, and is read in restricted mode: nothing in it
     * starts a program, reads another file or leads elsewhere ({@code \restrict}, CVE-2025-8714).
     *
     * @param restrictKey that the file cannot know
     * @param single whether all of it is one transaction
     */
    public static List<String> script(
            Installation installation,
            Path socketFolder,
            String port,
            String user,
            String database,
            Path file,
            String restrictKey,
            boolean single) {
        List<String> arguments = connection(installation, "psql", socketFolder, port, user);
        arguments.addAll(List.of(
                "--no-psqlrc",
                "--dbname=" + Conninfo.database(database),
                "--set=ON_ERROR_STOP=1",
                "--set=VERBOSITY=verbose",
                "--echo-queries"));
        if (single) {
            arguments.add("--single-transaction");
        }
        arguments.addAll(List.of("--command=\\restrict " + restrictKey, "--file=" + file));
        return arguments;
    }

    /**
     * The schema of one database as text, comparable between two servers: always with the dump program of the newer one.
     *
     * @param file written by the account that the command runs as
     */
    public static Command dumpSchema(
            Installation newer, Path socketFolder, int port, String user, String database, Path file, ToolRun run) {
        List<String> arguments = connection(newer, "pg_dump", socketFolder, port, user);
        arguments.addAll(List.of("--schema-only", "--quote-all-identifiers", "--no-sync"));
        if (knowsRestrictKey(newer)) {
            // Otherwise every dump holds a line with a random key, and no two are alike.
            arguments.add("--restrict-key=belay");
        }
        arguments.addAll(List.of("--file=" + file, "--dbname=" + Conninfo.database(database)));
        return run.command(arguments);
    }

    /** Whether its {@code pg_dump} and {@code psql} can be told to let no text start programs. */
    public static boolean knowsRestrictKey(Installation installation) {
        if (installation.major() >= RESTRICT_KEY_ALWAYS_SINCE) {
            return true;
        }
        String[] parts = installation.version().split("\\.", -1);
        Integer since = RESTRICT_KEY_SINCE.get(installation.major());
        return since != null && parts.length > 1 && parts[1].matches("\\d{1,4}") && Integer.parseInt(parts[1]) >= since;
    }

    private static List<String> connection(
            Installation installation, String program, Path socketFolder, int port, String user) {
        return connection(installation, program, socketFolder, String.valueOf(port), user);
    }

    private static List<String> connection(
            Installation installation, String program, Path socketFolder, String port, String user) {
        return new ArrayList<>(List.of(
                installation.program(program).toString(),
                "--host=" + socketFolder,
                "--port=" + port,
                "--username=" + user,
                "--no-password"));
    }
}
