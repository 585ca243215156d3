package io.belay.lab.run;

import io.belay.lab.Door;
import io.belay.lab.Sql;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Comes to one server again and again, writes a row and takes a number from a sequence in each session, and remembers what was
 * acknowledged. From a thread of its own; read it behind {@link #close}.
 */
final class Superuser implements AutoCloseable {

    /** Beyond any number of a client's order. */
    private static final long FIRST = 1_000_000_000;

    private static final String WRITE = "INSERT INTO shop.note (number, words) VALUES (?, ARRAY['a superuser'])";
    private static final String HELD =
            "SELECT number, count(*) FROM shop.note WHERE number >= " + FIRST + " GROUP BY 1";

    private final Door door;
    private final Thread thread = new Thread(this::come, "superuser");
    private final Set<Long> acknowledged = new TreeSet<>();
    private long lastOfSequence;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;

    private Superuser(Door door) {
        this.door = door;
    }

    static Superuser comesTo(Door door) {
        Superuser superuser = new Superuser(door);
        superuser.thread.setDaemon(true);
        superuser.thread.start();
        return superuser;
    }

    private void come() {
        for (long number = FIRST; !closed; number++) {
            try (Sql sql = Sql.open(door)) {
                sql.update(WRITE, number);
                acknowledged.add(number);
                lastOfSequence = sql.number("SELECT nextval('shop.unowned')");
                written.incrementAndGet();
            } catch (SQLException shutOut) {
                refused.incrementAndGet();
            }
        }
    }

    long written() {
        return written.get();
    }

    long refused() {
        return refused.get();
    }

    /** The last number that the sequence gave. */
    long lastOfSequence() {
        return lastOfSequence;
    }

    /** What that server holds of it, by how often; equal to what was acknowledged where nothing was lost or doubled. */
    static Map<Long, Long> heldBy(Sql server) throws SQLException {
        Map<Long, Long> held = new TreeMap<>();
        server.rows(HELD)
                .forEach(row -> held.put(Long.valueOf(String.valueOf(row.get(0))), Long.valueOf("" + row.get(1))));
        return held;
    }

    Set<Long> acknowledged() {
        return acknowledged;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
