package io.belay.workers.backup;

import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The one session on live that is in backup mode. Whatever ends it ends the backup on the server too, so nothing is ever left
 * behind there. For one thread only.
 */
final class BackupSession implements AutoCloseable {

    /** The checkpoint at its beginning writes out all of the server's shared memory at once. */
    private static final Duration STATEMENT = Duration.ofMinutes(30);

    private final Session session;
    private final String user;
    private final String cluster;
    private final BackupStatements statements;

    private BackupSession(Session session, String user, String cluster, BackupStatements statements) {
        this.session = session;
        this.user = user;
        this.cluster = cluster;
        this.statements = statements;
    }

    /** @param segment name of the file in which the log begins that the image needs */
    record Begun(Lsn start, String segment) {}

    /** @param label and map as the server gives them, to be written byte by byte */
    record Ended(Lsn stop, String label, String map) {}

    /**
     * @param cluster for messages
     * @throws ServerFailure when this role, or this server, cannot; nothing was begun then
     */
    static BackupSession open(Access access, String cluster) {
        Session session = new JdbcServer(access.withStatementDeadline(STATEMENT), BackupStatements.DATABASE)
                .open(BackupStatements.DATABASE);
        try {
            Row facts = session.query(BackupStatements.FACTS).get(0);
            requirePossible(facts, cluster);
            int major = (int) facts.number("major");
            BackupSession opened = new BackupSession(session, access.user(), cluster, BackupStatements.of(major));
            opened.requireAllowed();
            if (major >= BackupStatements.FIRST_WITH_STAY) {
                session.execute(BackupStatements.STAY);
            }
            return opened;
        } catch (RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    private static void requirePossible(Row facts, String cluster) {
        if (facts.isTrue("recovering")) {
            throw new ServerFailure(
                    BackupErrors.NOT_POSSIBLE,
                    "`" + cluster
                            + "` is in recovery (a standby): this version takes images file by file of a primary only."
                            + " Nothing was done. Name the primary, or lay the standby on storage that is atomic (btrfs)");
        }
        if (facts.text("wal_level").equals("minimal")) {
            throw new ServerFailure(
                    BackupErrors.NOT_POSSIBLE,
                    "`" + cluster
                            + "` runs with `wal_level = minimal`, with which no server can be in backup mode. Nothing"
                            + " was done. Set `wal_level = replica` and restart it, or lay it on storage that is atomic (btrfs)");
        }
    }

    private void requireAllowed() {
        if (!session.query(statements.mayBackUp()).get(0).isTrue("allowed")) {
            throw new ServerFailure(
                    BackupErrors.NOT_ALLOWED,
                    "the role `" + user + "` of `" + cluster
                            + "` may not put the server into backup mode, which this storage needs for a snapshot. Nothing was"
                            + " done. As superuser, in the database `postgres`: " + statements.grant(user));
        }
    }

    Begun begin() {
        Row begun = session.query(statements.begin()).get(0);
        return new Begun(Lsn.parse(begun.text("start")), begun.text("file"));
    }

    /** How far the log is in its files. */
    Lsn written() {
        return alive(
                () -> Lsn.parse(session.query(BackupStatements.WRITTEN).get(0).text("written")));
    }

    Ended end() {
        return alive(() -> {
            Row ended = session.query(statements.end()).get(0);
            return new Ended(
                    Lsn.parse(ended.text("stop")),
                    ended.text("labelfile"),
                    ended.optional("spcmapfile").orElse(""));
        });
    }

    private <T> T alive(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (PostgresFailure died) {
            throw new ServerFailure(
                    BackupErrors.VOID,
                    "the session that held `" + cluster + "` in backup mode failed: " + died.getMessage()
                            + ". The image is void and was removed; the server left backup mode with the session. Take"
                            + " another snapshot");
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
