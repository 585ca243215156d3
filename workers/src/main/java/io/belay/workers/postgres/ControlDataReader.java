package io.belay.workers.postgres;

import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;

/** Runs {@code pg_controldata} of the installation that fits. Thread-safe. */
public final class ControlDataReader {

    private final CommandRunner runner;
    private final Path transcripts;

    /** @param transcripts folder that keeps what the program said */
    public ControlDataReader(CommandRunner runner, Path transcripts) {
        this.runner = runner;
        this.transcripts = transcripts;
    }

    /** What is run. Pure. */
    public static List<String> arguments(Installation installation, Path dataDirectory) {
        return List.of(installation.program("pg_controldata").toString(), "-D", dataDirectory.toString());
    }

    /** @throws ServerFailure {@code BLY-3302} when the program fails or prints what is not known */
    public ControlData read(Installation installation, Path dataDirectory, ToolRun run) {
        CommandResult result =
                runner.run(run.command(arguments(installation, dataDirectory)), transcripts, "pg_controldata");
        if (!result.succeeded()) {
            throw unreadable(dataDirectory, result.output().strip());
        }
        try {
            return ControlData.parse(result.output());
        } catch (IllegalArgumentException notUnderstood) {
            throw unreadable(dataDirectory, String.valueOf(notUnderstood.getMessage()));
        }
    }

    private static ServerFailure unreadable(Path dataDirectory, String said) {
        return new ServerFailure(
                PostgresErrors.CONTROL_DATA_UNREADABLE,
                "the control data of `" + dataDirectory + "` cannot be read: " + said + ". Nothing was changed.");
    }
}
