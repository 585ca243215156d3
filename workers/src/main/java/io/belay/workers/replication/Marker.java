package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One row that is changed on the side that serves and seen on the side that follows. Commits are applied in their order, so where a
 * marker is shown, everything that was committed before it in that database is. Over sessions of the caller, one round trip each.
 * Immutable.
 */
public final class Marker {

    private static final Duration POLL = Duration.ofNanos(500_000);

    private static final int MICROSECONDS = 1_000;
    private static final long SECOND = 1_000_000;

    private final String write;
    private final String read;

    public Marker(Names names) {
        // A marker that waits in the writer's memory is sent to nobody: the commit forces the log up to it to disk.
        this.write = "UPDATE " + names.marker() + " SET n = n + 1, at = pg_catalog.clock_timestamp() WHERE id = 1"
                + " AND pg_catalog.set_config('synchronous_commit', 'on', true) = 'on' RETURNING n";
        this.read = "SELECT n, (extract(epoch FROM at) * 1000000)::bigint AS at,"
                + " (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000000)::bigint AS now FROM " + names.marker()
                + " WHERE id = 1";
    }

    /**
     * The marker as one side shows it.
     *
     * @param value grows with each {@link #write}, across switches too
     * @param written by the clock of the server it was written on
     * @param now by the clock of the server that was asked
     */
    public record Shown(long value, Instant written, Instant now) {}

    /** What {@link #write} and {@link #read} send, in order. */
    public List<ListedStatement> statements() {
        return List.of(statementOfWriting(), statementOfReading());
    }

    public ListedStatement statementOfWriting() {
        return ListedStatement.inEach(write);
    }

    public ListedStatement statementOfReading() {
        return ListedStatement.inEach(read);
    }

    /**
     * Writes the next marker and returns when it is on disk. One commit; with synchronous standbys it waits for them.
     *
     * @param source of the side that serves, never of the one that follows
     */
    public long write(Session source) {
        return source.query(write).get(0).number("n");
    }

    public Shown read(Session session) {
        Row row = session.query(read).get(0);
        return new Shown(row.number("n"), instant(row.number("at")), instant(row.number("now")));
    }

    /**
     * Returns as soon as the follower shows that marker or a later one, looking each half a millisecond.
     *
     * @param left how long at most; one more look is made when it is over
     * @throws ServerFailure {@code BLY-3334}
     */
    public void await(Session target, long value, Duration left) {
        Waiting waiting = Waiting.atMost(left, POLL);
        while (true) {
            boolean last = waiting.isOver();
            long shown = read(target).value();
            if (shown >= value) {
                return;
            }
            if (last) {
                throw new ServerFailure(
                        ReplicationErrors.MARKER_NOT_SHOWN,
                        "the follower does not show marker " + value + " in the database `" + target.database()
                                + "` after " + left.toMillis() + " ms; it shows " + shown
                                + ". Nothing is lost: it goes on following. `belay status` says how far behind it is, and"
                                + " why.");
            }
            waiting.pause();
        }
    }

    private static Instant instant(long microseconds) {
        return Instant.ofEpochSecond(
                Math.floorDiv(microseconds, SECOND), Math.floorMod(microseconds, SECOND) * MICROSECONDS);
    }
}
