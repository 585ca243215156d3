package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.PgCtl.Mode;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.RecoveryLog;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TemplateLocale;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts and stops clones that passed the gate, and looks at each again once it runs. Everything here may be called again after a
 * crash: what runs is adopted, what is done is not repeated. Thread-safe; two threads must not work on the same clone.
 */
public final class CloneServers {

    private static final Duration STOP_DEADLINE = Duration.ofMinutes(5);

    private static final String TEMPLATE = "template1";

    private final Gate gate;
    private final ServerControl control;
    private final SentStatements sent;

    /** Whose statements nobody notes. */
    public CloneServers(Gate gate, CommandRunner runner, Path transcripts) {
        this(gate, runner, transcripts, SentStatements.UNHEARD);
    }

    /** @param sent told of the statements in all sessions of the clones that are started here */
    public CloneServers(Gate gate, CommandRunner runner, Path transcripts, SentStatements sent) {
        this.gate = gate;
        this.sent = sent;
        this.control = new ServerControl(runner, transcripts);
    }

    /**
     * Starts the clone or adopts its running server, cuts off subscriptions, and proves on the running server that it is isolated.
     *
     * @param deadline for recovery and start; whole seconds
     * @throws GateRefusal {@code BLY-3406} when it runs and is not isolated; it was then stopped at once
     * @throws ServerFailure {@code BLY-3303} when it does not come up in time
     */
    public StartedClone start(SafeClone clone, Duration deadline) {
        RunningServer server = control.start(clone, deadline).noting(sent);
        try {
            gate.settle(clone, server);
            List<String> wrong = gate.wrongWhileRunning(clone, server);
            if (!wrong.isEmpty()) {
                throw new GateRefusal(
                        CloneErrors.RUNS_NOT_ISOLATED,
                        "the clone `" + clone.root() + "` ran and was stopped at once: " + String.join("; ", wrong)
                                + ". Remove the clone; what it may have done is in its log `" + clone.log() + "`.");
            }
        } catch (RuntimeException notProven) {
            endQuietly(clone, notProven);
            throw notProven;
        }
        return new StartedClone(server, clone.report().with(gate.linesWhileRunning()));
    }

    /**
     * Stops the clone cleanly; nothing happens when it stands still.
     *
     * @return the control data, which says {@code shut down}
     * @throws ServerFailure {@code BLY-3304}
     */
    public ControlData stop(SafeClone clone) {
        return control.stop(clone, Mode.FAST, STOP_DEADLINE);
    }

    /**
     * Stops the clone and starts it again as one of two that follow each other.
     *
     * @param open whether clients come in from the start on
     * @throws ServerFailure {@code BLY-3303} when it does not come up in time, {@code BLY-3304} when it does not stop
     */
    public StartedPair startPaired(SafeClone clone, PairedClone.Pairing pairing, boolean open, Duration deadline) {
        stop(clone);
        PairedClone paired = PairedClone.of(clone, pairing, open);
        return new StartedPair(paired, control.start(paired, deadline).noting(sent));
    }

    /** One of two that follow each other, and its server. */
    public record StartedPair(PairedClone directory, RunningServer server) {}

    /** Ends the clone without a checkpoint: before it is thrown away. */
    public void end(SafeClone clone) {
        control.stop(clone, Mode.IMMEDIATE, STOP_DEADLINE);
    }

    public boolean isRunning(SafeClone clone) {
        return control.isRunning(clone);
    }

    /** Not behind {@code pg_upgrade} by links, which takes the old cluster's control file away so that nobody starts it. */
    public boolean mayStart(SafeClone clone) {
        return Files.exists(clone.dataDirectory().resolve("global/pg_control"));
    }

    /** The control data as it is now; one call of {@code pg_controldata}. */
    public ControlData control(SafeClone clone) {
        return control.controlData(clone);
    }

    /**
     * The clone's first start: it replays what the snapshot's log holds, is proven isolated, and is stopped cleanly, as {@code
     * pg_upgrade} demands. A second call returns what the first one found, and how the clone stands now.
     */
    public RecoveredClone recoverOnce(SafeClone clone, Duration deadline) {
        Optional<Recovered> known = RecoveryRecord.read(clone.facts());
        if (known.isEmpty()) {
            known = Optional.of(recover(clone, deadline));
            RecoveryRecord.keep(clone.facts(), known.get());
        }
        return new RecoveredClone(known.get(), stopAfterRecovery(clone, deadline));
    }

    /** What {@link #recoverOnce} found, also behind the upgrade; empty when the clone was never started. Reads a file. */
    public Optional<Recovered> recovered(SafeClone clone) {
        return RecoveryRecord.read(clone.facts());
    }

    /** What {@link #recoverOnce} sends to a clone of this major the first time, in order. */
    public static List<ListedStatement> statementsOfRecovery(int major) {
        return Stream.concat(
                        Gate.statements().stream(),
                        TemplateLocale.statements(major).stream().map(sql -> ListedStatement.in(TEMPLATE, sql)))
                .toList();
    }

    /** A host that restarted between record and stop leaves a clone that is neither running nor shut down: once more, then. */
    private ControlData stopAfterRecovery(SafeClone clone, Duration deadline) {
        if (!control.isRunning(clone)) {
            try {
                return stop(clone);
            } catch (ServerFailure crashedMeanwhile) {
                start(clone, deadline);
            }
        }
        return stop(clone);
    }

    private Recovered recover(SafeClone clone, Duration deadline) {
        long begin = System.nanoTime();
        StartedClone started = start(clone, deadline);
        TemplateLocale template;
        try (Session session = started.server().open(TEMPLATE)) {
            template = TemplateLocale.read(session, started.server().major());
        }
        long milliseconds = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        RecoveryLog.Recovery recovery = RecoveryLog.read(
                        log(clone), clone.controlData(), clone.dataDirectory().resolve("pg_wal"))
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.END_OF_RECOVERY_UNKNOWN,
                        "the log `" + clone.log()
                                + "` does not say where recovery ended. Live is untouched; the clone cannot"
                                + " be used for an online promotion."));
        Lsn end = recovery.end();
        return new Recovered(end, recovery.replayedBytes(), milliseconds, template);
    }

    private static String log(SafeClone clone) {
        try {
            return Files.readString(clone.log());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void endQuietly(SafeClone clone, RuntimeException reason) {
        try {
            end(clone);
        } catch (RuntimeException alsoFailed) {
            reason.addSuppressed(alsoFailed);
        }
    }
}
