package io.belay.workers.command;

import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code pg_upgrade}, for a check or for good. */
public final class PgUpgradeCommand {

    /** How user files come into the new cluster. */
    public enum Mode {
        /** Hard links: no bytes are copied, and the old cluster is used up. */
        LINK("--link"),
        COPY("--copy"),
        /** Reflinks. */
        CLONE("--clone");

        private final String option;

        Mode(String option) {
            this.option = option;
        }

        /** {@code --copy} can only be said from 16 on; it is the default everywhere. */
        List<String> options(int major) {
            return this == COPY && major < COPY_CAN_BE_SAID_SINCE ? List.of() : List.of(option);
        }
    }

    private static final int COPY_CAN_BE_SAID_SINCE = 16;
    private static final int SYNC_CAN_BE_LEFT_OUT_SINCE = 15;

    private PgUpgradeCommand() {}

    /**
     * Not {@code --retain}: the kept dump of roles would hold password hashes. Both servers get the same private socket folder and
     * port, because they never run at the same time.
     *
     * @param socketFolder short enough for {@code <folder>/.s.PGSQL.<port>}
     * @param jobs at least one
     */
    public static Command of(
            Installation from,
            Installation to,
            Path oldDataDirectory,
            Path newDataDirectory,
            String installUser,
            Path socketFolder,
            int port,
            Mode mode,
            int jobs,
            boolean checkOnly,
            ToolRun run) {
        return run.command(arguments(
                from,
                to,
                oldDataDirectory,
                newDataDirectory,
                installUser,
                socketFolder,
                port,
                mode,
                String.valueOf(jobs),
                checkOnly));
    }

    /** @param jobs a number, or what stands for one that is not known yet */
    public static List<String> arguments(
            Installation from,
            Installation to,
            Path oldDataDirectory,
            Path newDataDirectory,
            String installUser,
            Path socketFolder,
            int port,
            Mode mode,
            String jobs,
            boolean checkOnly) {
        List<String> arguments = new ArrayList<>(List.of(
                to.program("pg_upgrade").toString(),
                "--old-bindir=" + from.programs(),
                "--new-bindir=" + to.programs(),
                "--old-datadir=" + oldDataDirectory,
                "--new-datadir=" + newDataDirectory,
                "--username=" + installUser,
                "--socketdir=" + socketFolder,
                "--old-port=" + port,
                "--new-port=" + port,
                "--jobs=" + jobs));
        arguments.addAll(mode.options(to.major()));
        if (checkOnly) {
            arguments.add("--check");
        }
        return arguments;
    }

    /**
     * The same without forcing each file to disk at the end, for who forces the whole file system afterwards: one call instead of
     * one per relation. Where the target does not know the option, the command as it is.
     */
    public static List<String> syncedByCaller(List<String> arguments, Installation to) {
        if (to.major() < SYNC_CAN_BE_LEFT_OUT_SINCE) {
            return arguments;
        }
        List<String> all = new ArrayList<>(arguments);
        all.add("--no-sync");
        return all;
    }

    /** See {@link #syncedByCaller(List, Installation)}. */
    public static Command syncedByCaller(Command command, Installation to) {
        return new Command(
                syncedByCaller(command.arguments(), to),
                command.directory(),
                command.environment(),
                command.runAs(),
                command.isolation(),
                command.deadline());
    }
}
