package io.belay.workers.live;

import io.belay.workers.posix.Ownership;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PgCtl;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.SocketFolder;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * By {@code pg_ctl}, which gives the server a session of its own and only {@code /dev/null} and the log as its files; nothing of the
 * worker's is open in it, because the runner's children inherit nothing else.
 */
final class PgCtlServer implements ProductionServer {

    private static final Duration POLL = Duration.ofMillis(10);

    /** The log's collector outlives the postmaster by an instant. */
    private static final Duration LAST_CHILD = Duration.ofSeconds(10);

    private static final String ASKED_IN = "template1";

    private static final String LOAD_TIME = "SELECT pg_catalog.pg_conf_load_time() AS loaded";

    private final Production production;
    private final CommandRunner commands;
    private final Path transcripts;
    private final ServerControl control;
    private final SentStatements sent;

    PgCtlServer(Production production, CommandRunner commands, Path transcripts, SentStatements sent) {
        this.production = production;
        this.commands = commands;
        this.transcripts = transcripts;
        this.sent = sent;
        this.control = new ServerControl(commands, transcripts);
    }

    /** What {@link #reload} sends. */
    static List<ListedStatement> statementsOfReload() {
        return List.of(ListedStatement.in(ASKED_IN, LOAD_TIME));
    }

    @Override
    public Production production() {
        return production;
    }

    @Override
    public RunningServer start(Duration deadline) {
        try {
            if (!control.isRunning(production)) {
                clearAway();
                prepareLog();
            }
            return control.start(production, deadline).noting(sent);
        } catch (ServerFailure failure) {
            throw new LiveFailure(LiveErrors.NOT_STARTED, String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public ControlData stop(Duration deadline) {
        try {
            ControlData stopped = control.stop(production, PgCtl.Mode.FAST, deadline);
            requireNobody();
            return stopped;
        } catch (ServerFailure failure) {
            throw new LiveFailure(LiveErrors.NOT_STOPPED, String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public void endAtOnce(Duration deadline) {
        try {
            control.stop(production, PgCtl.Mode.IMMEDIATE, deadline);
            requireNobody();
        } catch (ServerFailure failure) {
            throw new LiveFailure(LiveErrors.NOT_STOPPED, String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public boolean isRunning() {
        return control.isRunning(production)
                || !TreeProcesses.serversIn(production.dataDirectory()).isEmpty();
    }

    /**
     * What a server that was killed leaves: children that end by themselves within moments, and the lock of its socket, which holds off
     * the next server as long as the number in it is any process, also a dead one that nobody has buried yet.
     */
    private void clearAway() {
        long end = System.nanoTime() + LAST_CHILD.toNanos();
        while (!TreeProcesses.serversIn(production.dataDirectory()).isEmpty()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        Path socket = SocketFolder.socket(production.socketFolder(), production.port());
        Path lock = socket.resolveSibling(socket.getFileName() + ".lock");
        try {
            // miscinit.c, CreateLockFile: the second line is the data directory that the socket is of.
            List<String> lines = Files.isRegularFile(lock) ? Files.readAllLines(lock) : List.of();
            if (lines.size() > 1 && Path.of(lines.get(1)).equals(production.dataDirectory())) {
                Files.deleteIfExists(socket);
                Files.deleteIfExists(lock);
            }
        } catch (IOException left) {
            // The server says so itself when it minds.
            return;
        }
    }

    /** A process of the server could still write while the control data already says that it is shut down. */
    private void requireNobody() {
        long end = System.nanoTime() + LAST_CHILD.toNanos();
        List<Long> left = TreeProcesses.serversIn(production.dataDirectory());
        while (!left.isEmpty()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new LiveFailure(
                        LiveErrors.NOT_STOPPED,
                        "the control data of `" + production.dataDirectory()
                                + "` says `shut down`, but these processes still work in it: " + left
                                + ". Nothing of it was changed. Look what they are (`ps -fp PID`), end them, then retry");
            }
            LockSupport.parkNanos(POLL.toNanos());
            left = TreeProcesses.serversIn(production.dataDirectory());
        }
    }

    @Override
    public void reload(Duration deadline) {
        if (!control.isRunning(production)) {
            throw notReloaded("no server runs on it");
        }
        try (Watch watch = Watch.of(control.start(production, deadline).noting(sent))) {
            CommandResult result = commands.run(
                    production
                            .run()
                            .withDeadline(deadline)
                            .command(PgCtl.reload(production.installation(), production.dataDirectory())),
                    transcripts,
                    "pg_ctl-reload");
            if (!result.succeeded()) {
                throw notReloaded(result.output().strip());
            }
            if (!watch.sawReload(deadline)) {
                throw notReloaded("it did not read its files again within " + deadline.toSeconds() + " s");
            }
        } catch (ServerFailure failure) {
            throw new LiveFailure(LiveErrors.NOT_RELOADED, String.valueOf(failure.getMessage()), failure);
        }
    }

    private LiveFailure notReloaded(String why) {
        return new LiveFailure(
                LiveErrors.NOT_RELOADED,
                "the server on `" + production.dataDirectory() + "` did not reload its configuration: " + why
                        + ". It goes on with what it had. Look at its log `" + production.log() + "`");
    }

    /** Made by us, because the folder beside a data directory need not let the owner create files. */
    private void prepareLog() {
        Path log = production.log();
        try {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Ownership.give(log, production.owner());
        } catch (FileAlreadyExistsException fine) {
            // Appended to.
        } catch (IOException | PosixFailure refused) {
            throw new LiveFailure(
                    LiveErrors.NOT_STARTED,
                    "the log `" + log + "` for the server on `" + production.dataDirectory() + "` cannot be made: "
                            + refused.getMessage() + ". The server was not started. Make its folder writable",
                    refused);
        }
    }

    /**
     * A session that tells whether the server read its files: the postmaster reads them, then tells its children. Where the server
     * does not let the install user in through the socket, the signal alone has to do.
     */
    private record Watch(Optional<Session> session, String before) implements AutoCloseable {

        static Watch of(RunningServer server) {
            try {
                Session session = server.open(ASKED_IN);
                return new Watch(Optional.of(session), loaded(session));
            } catch (PostgresFailure notLetIn) {
                return new Watch(Optional.empty(), "");
            }
        }

        boolean sawReload(Duration deadline) {
            if (session.isEmpty()) {
                return true;
            }
            long end = System.nanoTime() + deadline.toNanos();
            while (loaded(session.get()).equals(before)) {
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
            return true;
        }

        private static String loaded(Session session) {
            return session.query(LOAD_TIME).get(0).text("loaded");
        }

        @Override
        public void close() {
            session.ifPresent(Session::close);
        }
    }
}
