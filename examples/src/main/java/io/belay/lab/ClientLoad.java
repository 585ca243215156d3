package io.belay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

/**
 * Clients that move money between accounts of the profile {@code orders}, each through a connection of its own. Whatever the
 * server acknowledged is written to a file outside the database before the next transaction begins, so that a loss can be proven
 * ({@link Proof}). Started once, ended by {@link #stop} or by its end of time. Thread-safe.
 */
public final class ClientLoad implements AutoCloseable {

    static final int ACCOUNTS = 200;
    static final long OPENING_BALANCE = 100_000;

    private static final int MOST_AMOUNT = 100;
    private static final int KEPT_FAILURES = 20;
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(50);

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
    private final Acknowledgements acknowledgements;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicLong nextPayment = new AtomicLong();
    private final long startedAt = System.nanoTime();

    private final Object lock = new Object();
    private long acknowledged;
    private long failed;
    private long slowestNanos;
    private long longestGapNanos;
    private long lastAcknowledgedAt = startedAt;
    private final List<String> failures = new ArrayList<>();

    private ClientLoad(Door door, Shape shape, Acknowledgements acknowledgements) {
        this.door = door;
        this.shape = shape;
        this.acknowledgements = acknowledgements;
    }

    /**
     * @param door usually through the pooler, as role {@code app} into {@code orders}
     * @param file for the acknowledged payments; must not exist
     */
    public static ClientLoad start(Door door, Shape shape, Path file) throws IOException {
        ClientLoad load = new ClientLoad(door, shape, Acknowledgements.create(file));
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
            // A client that was held does not hurry afterwards: nobody pays twice as fast after waiting.
            next = Math.max(next + interval, System.nanoTime());
            session = transact(session, random);
        }
        session.ifPresent(ClientLoad::closeQuietly);
    }

    private void awaitTurn(long turn) {
        while (!ending.get() && System.nanoTime() < turn) {
            LockSupport.parkNanos(Math.min(turn - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    /** One payment; gives the connection back, or none when it broke. */
    private Optional<Sql> transact(Optional<Sql> session, Random random) {
        long payment = nextPayment.incrementAndGet();
        long began = System.nanoTime();
        Optional<Sql> used = session;
        try {
            if (used.isEmpty()) {
                used = Optional.of(connect());
            }
            pay(used.get().connection(), payment, random);
            long now = System.nanoTime();
            acknowledgements.add(payment);
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

    private static void pay(Connection connection, long payment, Random random) throws SQLException {
        int from = 1 + random.nextInt(ACCOUNTS);
        int to = 1 + (from + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = 1L + random.nextInt(MOST_AMOUNT);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO shop.payment (id, from_account, to_account, amount) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, payment);
            insert.setInt(2, from);
            insert.setInt(3, to);
            insert.setLong(4, amount);
            insert.executeUpdate();
        }
        // In the order of the accounts, so that two clients never wait for each other.
        change(connection, Math.min(from, to), from < to ? -amount : amount);
        change(connection, Math.max(from, to), from < to ? amount : -amount);
        connection.commit();
    }

    private static void change(Connection connection, int account, long by) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE shop.account SET balance = balance + ? WHERE id = ?")) {
            update.setLong(1, by);
            update.setInt(2, account);
            update.executeUpdate();
        }
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
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(60));
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
