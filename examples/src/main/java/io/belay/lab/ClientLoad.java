package io.belay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Clients that write all the time, each through a connection of its own. Whatever the server acknowledged is written to a file
 * outside the database before the next transaction begins, so that a loss can be proven. Started once, ended by {@link #stop} or
 * by its end of time. Thread-safe.
 */
public final class ClientLoad implements AutoCloseable {

    private static final int KEPT_FAILURES = 20;
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(50);

    /** What a client does again and again. */
    @FunctionalInterface
    public interface Work {

        /**
         * One transaction, committed when this returns.
         *
         * @param connection without automatic commits
         * @param number no other transaction of this load has it
         */
        void transact(Connection connection, long number, Random random) throws SQLException;
    }

    /**
     * @param clients threads with one connection each
     * @param perSecond transactions of all clients together
     * @param atMost after which they end by themselves
     * @param seed of the choice of accounts and amounts
     */
    public record Shape(int clients, int perSecond, Duration atMost, long seed) {

        public static Shape moderate() {
            return new Shape(4, 100, Duration.ofMinutes(30), 4711);
        }
    }

    /**
     * What the clients saw.
     *
     * @param acknowledged transactions that the server confirmed
     * @param failed transactions that ended with an error, whatever became of them
     * @param slowest longest transaction that was acknowledged: what a client waited at most
     * @param longestGap longest time without any acknowledgement from any client, the time until now included
     * @param failures first messages
     */
    public record Seen(long acknowledged, long failed, Duration slowest, Duration longestGap, List<String> failures) {

        public Seen {
            failures = List.copyOf(failures);
        }
    }

    private final Door door;
    private final Shape shape;
    private final Work work;
    private final Timings timings;
    private final Acknowledgements acknowledgements;
    /** Each transaction holds the shared side, a rest the other. */
    private final ReentrantReadWriteLock turnstile = new ReentrantReadWriteLock();

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicLong nextNumber = new AtomicLong();
    private final long startedAt = System.nanoTime();

    private final Object lock = new Object();
    private long acknowledged;
    private long failed;
    private long slowestNanos;
    private long longestGapNanos;
    private long lastAcknowledgedAt = startedAt;
    private final List<String> failures = new ArrayList<>();

    private ClientLoad(Door door, Shape shape, Work work, Timings timings, Acknowledgements acknowledgements) {
        this.door = door;
        this.shape = shape;
        this.work = work;
        this.timings = timings;
        this.acknowledgements = acknowledgements;
    }

    /**
     * Moves money between accounts of the profile {@code orders}; {@link Proof} reads what comes of it.
     *
     * @param door usually through the pooler, as role {@code app} into {@code orders}
     * @param file for the acknowledged payments; must not exist
     */
    public static ClientLoad start(Door door, Shape shape, Path file) throws IOException {
        return start(door, shape, Payments::pay, Timings.none(), file);
    }

    /**
     * @param timings hears of each acknowledged transaction
     * @param file for the numbers of those that were acknowledged; must not exist
     */
    public static ClientLoad start(Door door, Shape shape, Work work, Timings timings, Path file) throws IOException {
        ClientLoad load = new ClientLoad(door, shape, work, timings, Acknowledgements.create(file));
        for (int client = 0; client < shape.clients(); client++) {
            int number = client;
            Thread thread = new Thread(() -> load.work(number), "lab-client-" + client);
            thread.setDaemon(true);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void work(int client) {
        Random random = new Random(shape.seed() + client);
        long interval = TimeUnit.SECONDS.toNanos(1) * shape.clients() / shape.perSecond();
        long end = startedAt + shape.atMost().toNanos();
        long next = startedAt + interval * client / shape.clients();
        Optional<Sql> session = Optional.empty();
        while (!ending.get() && System.nanoTime() < end) {
            awaitTurn(next);
            turnstile.readLock().lock();
            try {
                // A client that was held does not hurry afterwards: nobody pays twice as fast after waiting.
                next = Math.max(next + interval, System.nanoTime());
                session = transact(client, session, random);
            } finally {
                turnstile.readLock().unlock();
            }
        }
        session.ifPresent(ClientLoad::closeQuietly);
    }

    private void awaitTurn(long turn) {
        while (!ending.get() && System.nanoTime() < turn) {
            LockSupport.parkNanos(Math.min(turn - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    /** Gives the connection back, or none when it broke. */
    private Optional<Sql> transact(int client, Optional<Sql> session, Random random) {
        long number = nextNumber.incrementAndGet();
        long began = System.nanoTime();
        Optional<Sql> used = session;
        try {
            if (used.isEmpty()) {
                used = Optional.of(connect());
            }
            work.transact(used.get().connection(), number, random);
            long now = System.nanoTime();
            acknowledgements.add(number);
            timings.add(door.database() + "-" + client, began, now);
            countAcknowledged(now, now - began);
            return used;
        } catch (SQLException | IOException failure) {
            countFailed(failure);
            used.ifPresent(ClientLoad::closeQuietly);
            LockSupport.parkNanos(RECONNECT_PAUSE.toNanos());
            return Optional.empty();
        }
    }

    private Sql connect() throws SQLException {
        Sql sql = Sql.open(door);
        sql.connection().setAutoCommit(false);
        return sql;
    }

    private void countAcknowledged(long now, long took) {
        synchronized (lock) {
            acknowledged++;
            slowestNanos = Math.max(slowestNanos, took);
            longestGapNanos = Math.max(longestGapNanos, now - lastAcknowledgedAt);
            lastAcknowledgedAt = Math.max(lastAcknowledgedAt, now);
        }
    }

    private void countFailed(Exception failure) {
        synchronized (lock) {
            failed++;
            if (failures.size() < KEPT_FAILURES) {
                failures.add(String.valueOf(failure.getMessage()));
            }
        }
    }

    private static void closeQuietly(Sql sql) {
        try {
            sql.close();
        } catch (SQLException alreadyBroken) {
            // The server or pooler ended it first; nothing is lost by that.
            return;
        }
    }

    /** At this moment. */
    public Seen seen() {
        synchronized (lock) {
            long silence = threads.stream().anyMatch(Thread::isAlive) ? System.nanoTime() - lastAcknowledgedAt : 0;
            return new Seen(
                    acknowledged,
                    failed,
                    Duration.ofNanos(slowestNanos),
                    Duration.ofNanos(Math.max(longestGapNanos, silence)),
                    failures);
        }
    }

    /**
     * Failures until now do not count: a test ended the clients' connections.
     *
     * @return how many; what each of these wanted may have been done or not
     */
    public long forgetFailures() {
        synchronized (lock) {
            long forgotten = failed;
            failed = 0;
            failures.clear();
            return forgotten;
        }
    }

    /**
     * Lets each client end its transaction; none begins another one before {@link #goOn}, which the same thread has to call. What was
     * acknowledged until then is on disk when this returns. It is not forced there for each transaction: handed to the kernel it
     * outlives a kill of this JVM, and a flush in a client's way would be measured as the server's time.
     */
    public void rest() throws IOException {
        turnstile.writeLock().lock();
        acknowledgements.force();
    }

    public void goOn() {
        turnstile.writeLock().unlock();
    }

    /** Begins a new measurement of the slowest transaction and the longest gap, for example before a hold. */
    public void forgetTimes() {
        synchronized (lock) {
            slowestNanos = 0;
            longestGapNanos = 0;
            lastAcknowledgedAt = System.nanoTime();
        }
    }

    /** Lets each client end its transaction, and ends them. */
    public Seen stop() throws IOException {
        Seen last = seen();
        ending.set(true);
        if (turnstile.isWriteLockedByCurrentThread()) {
            goOn();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (Thread thread : threads) {
            try {
                // Never zero, which would mean for ever.
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        acknowledgements.close();
        synchronized (lock) {
            // The time that ending takes is no gap that a client saw.
            return new Seen(acknowledged, failed, Duration.ofNanos(slowestNanos), last.longestGap(), failures);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
