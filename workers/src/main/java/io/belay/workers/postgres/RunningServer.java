package io.belay.workers.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that we started or adopted, and that is ready. Thread-safe. Stopped by {@link ServerControl}. */
public final class RunningServer implements Server {

    private final Startable directory;
    private final long pid;
    private final boolean adopted;
    private final Access access;
    private final JdbcServer server;

    RunningServer(Startable directory, long pid, boolean adopted, Access access) {
        this.directory = directory;
        this.pid = pid;
        this.adopted = adopted;
        this.access = access;
        // template1 is there in every cluster; `postgres` may have been dropped.
        this.server = new JdbcServer(access, "template1");
    }

    @Override
    public int major() {
        return directory.installation().major();
    }

    @Override
    public List<String> databases() {
        return server.databases();
    }

    @Override
    public Session open(String database) {
        return server.open(database);
    }

    /** A session for statements that a plan's author wrote: names are looked up as role and database say. */
    public Session openForAuthor(String database) {
        return new JdbcServer(access.withServersSearchPath(), database).open(database);
    }

    /** The same server, for sessions whose statements may take that long. */
    public RunningServer withStatementDeadline(Duration deadline) {
        return new RunningServer(directory, pid, adopted, access.withStatementDeadline(deadline));
    }

    /** The same server, for sessions whose statements are noted. */
    public RunningServer noting(SentStatements notes) {
        return new RunningServer(directory, pid, adopted, access.noting(notes));
    }

    /** Of the postmaster. */
    public long pid() {
        return pid;
    }

    /** Whether it ran already when it was asked for. */
    public boolean adopted() {
        return adopted;
    }

    public Path socketFolder() {
        return directory.socketFolder();
    }

    public int port() {
        return directory.port();
    }

    public String superuser() {
        return directory.superuser();
    }
}
