package io.belay.workers.clone;

import io.belay.workers.command.InitdbCommand;
import io.belay.workers.command.PgUpgradeCommand;
import io.belay.workers.command.PgUpgradeCommand.Mode;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.SocketFolder;
import io.belay.workers.postgres.TemplateLocale;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Makes the cluster of the new major beside the old one in a clone, under the same gate. Thread-safe. */
public final class NewCluster {

    private static final Duration INITDB_DEADLINE = Duration.ofMinutes(5);

    private final Gate gate;
    private final CommandRunner runner;
    private final Path transcripts;

    public NewCluster(Gate gate, CommandRunner runner, Path transcripts) {
        this.gate = gate;
        this.runner = runner;
        this.transcripts = transcripts;
    }

    /**
     * {@code initdb} of the new major and its isolated configuration, so that the servers that {@code pg_upgrade} starts by itself
     * are isolated too. Made beside and renamed: a second call finds either all or nothing.
     *
     * @param old recovered and stopped
     * @param newDataDirectory relative to the clone's root
     * @throws ServerFailure {@code BLY-3308} when {@code initdb} refuses
     */
    public SafeClone prepare(SafeClone old, Installation target, Path newDataDirectory, TemplateLocale template) {
        Path data = old.root().resolve(newDataDirectory).normalize();
        if (!Files.exists(data)) {
            Path beside = CloneLayout.beside(data);
            old.facts().files().deleteTree(beside);
            initdb(old, target, beside, template);
            try {
                Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException refused) {
                throw new UncheckedIOException("cannot rename " + beside, refused);
            }
        }
        return gate.make(old.facts().request().forNew(target, newDataDirectory));
    }

    private void initdb(SafeClone old, Installation target, Path data, TemplateLocale template) {
        old.facts().files().makeFolders(data);
        Command command = InitdbCommand.of(
                target,
                data,
                old.controlData(),
                template,
                old.superuser(),
                old.run().in(old.workFolder("pg_upgrade")).withDeadline(INITDB_DEADLINE));
        CommandResult result = runner.run(command, transcripts, "initdb");
        if (!result.succeeded()) {
            throw new ServerFailure(
                    PostgresErrors.INITDB_FAILED,
                    "the new cluster could not be made: " + result.output().strip()
                            + ". Live is untouched, and the old cluster in the clone too.");
        }
    }

    /**
     * The call of {@code pg_upgrade}, for the launcher. Run without network where the worker is root, in a folder of the clone (13
     * writes its logs there).
     *
     * @throws ServerFailure {@code BLY-3305} when the socket's path is too long
     */
    public Command pgUpgrade(
            SafeClone old, SafeClone prepared, Mode mode, int jobs, boolean checkOnly, Duration deadline) {
        SocketFolder.requireShort(old.socketFolder(), old.port());
        return PgUpgradeCommand.of(
                old.installation(),
                prepared.installation(),
                old.dataDirectory(),
                prepared.dataDirectory(),
                old.superuser(),
                old.socketFolder(),
                old.port(),
                mode,
                jobs,
                checkOnly,
                old.run().in(old.workFolder("pg_upgrade")).withDeadline(deadline));
    }

    /** Where {@code pg_upgrade} left its files, for {@link io.belay.workers.command.PgUpgradeFiles}. */
    public Path upgradeFolder(SafeClone old) {
        return old.workFolder("pg_upgrade");
    }
}
