package io.belay.workers.rehearsal;

import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Clients that write through the rehearsal's pooler at a pace, and note what was acknowledged and how long each waited. */
public final class RehearsalClients implements AutoCloseable {

    /** In each database. */
    static final int EACH = 4;

    private static final int NAMED = 3;
    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;

    private final OwnPooler pooler;
    private final List<String> databases;
    private final long between;
    private final AtomicBoolean working = new AtomicBoolean(true);
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final Map<String, Set<Long>> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rehearsal-client");
        thread.setDaemon(true);
        return thread;
    });

    private RehearsalClients(OwnPooler pooler, List<String> databases, int transactionsPerSecond) {
        this.pooler = pooler;
        this.databases = List.copyOf(databases);
        this.between = SECOND * EACH * databases.size() / transactionsPerSecond;
        databases.forEach(database -> acknowledged.put(database, ConcurrentHashMap.newKeySet()));
    }

    public static RehearsalClients begin(OwnPooler pooler, List<String> databases, Pace pace) {
        RehearsalClients clients = new RehearsalClients(pooler, databases, pace.transactionsPerSecond());
        for (String database : databases) {
            for (int i = 0; i < EACH; i++) {
                int client = i;
                clients.threads.execute(() -> clients.write(database, client));
            }
        }
        return clients;
    }

    private void write(String database, int client) {
        Set<Long> mine = acknowledged.computeIfAbsent(database, any -> ConcurrentHashMap.newKeySet());
        try (Session session = pooler.open(database)) {
            long due = System.nanoTime();
            while (working.get()) {
                long id = next.incrementAndGet();
                long began = System.nanoTime();
                session.execute(LoadTables.write(id, client));
                longest.accumulateAndGet(System.nanoTime() - began, Math::max);
                mine.add(id);
                // What waited behind a hold is not caught up: clients that wait send nothing.
                due = Math.max(due + between, System.nanoTime() - between);
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (PostgresFailure failed) {
            // One that fails stays away: one failure is as many as a rehearsal may have.
            failures.add(database + ": " + failed.getMessage());
        }
    }

    public long acknowledged() {
        return acknowledged.values().stream().mapToLong(Set::size).sum();
    }

    /** The slowest write since the last call, in milliseconds. */
    public long longestSinceLast() {
        return longest.getAndSet(0) / MILLISECOND;
    }

    /** What clients were told that went wrong, in words; empty when nothing did. */
    public List<String> failures() {
        return failures.stream().distinct().limit(NAMED).toList();
    }

    /** Returns when each has its last answer, or after a minute. */
    @Override
    public void close() {
        working.set(false);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                failures.add("a client still waits for its answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is wrong on a side once all have ended and it has caught up; empty when every acknowledged write is there, once. */
    public List<String> wrongOn(Server side) {
        List<String> wrong = new ArrayList<>();
        for (String database : databases) {
            wrong.addAll(LoadTables.wrong(side, database, acknowledged.getOrDefault(database, Set.of())));
        }
        return wrong.stream().distinct().collect(Collectors.toList());
    }
}
