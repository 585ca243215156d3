package io.belay.workers.replication;

import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that note outside the database what was acknowledged to them, one in each database. */
public final class Writers {

    private static final Duration BETWEEN = Duration.ofMillis(4);

    /** What they write to, and by: everything that replication has to carry in one transaction. */
    static final String[] SCHEMA = {
        "CREATE TYPE public.mood AS ENUM ('bad', 'good')",
        "CREATE TABLE public.ack (id bigint PRIMARY KEY)",
        "CREATE TABLE public.orders (id bigserial, at date NOT NULL, mood public.mood, doubled bigint GENERATED ALWAYS AS"
                + " (id * 2) STORED, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE TABLE public.orders_1 PARTITION OF public.orders FOR VALUES FROM ('2020-01-01') TO ('2025-06-01')",
        "CREATE TABLE public.orders_2 PARTITION OF public.orders FOR VALUES FROM ('2025-06-01') TO ('2030-01-01')",
        "CREATE TABLE public.audit (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 10) PRIMARY KEY, ordered bigint)",
        "CREATE TABLE public.balance (id int PRIMARY KEY, v bigint NOT NULL, note text)",
        "CREATE TABLE public.whole (n bigint, note text)",
        "ALTER TABLE public.whole REPLICA IDENTITY FULL",
        "CREATE SEQUENCE public.down INCREMENT -3 MAXVALUE -1 MINVALUE -1000000",
        "CREATE SEQUENCE public.never START 17",
        "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.audit (ordered)"
                + " VALUES (new.id); RETURN new; END'",
        "CREATE TRIGGER note AFTER INSERT ON public.orders FOR EACH ROW EXECUTE FUNCTION public.note()",
        "CREATE FUNCTION public.work(n bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.ack VALUES (n);"
                + " INSERT INTO public.orders (at, mood, note) VALUES (date '2025-01-01' + (n % 300)::int, 'good',"
                + " repeat(md5(n::text), 4)); UPDATE public.balance SET v = v + 1 WHERE id = work.n % 5;"
                + " UPDATE public.whole SET n = whole.n + 1; DELETE FROM public.audit WHERE audit.id % 50 = 0;"
                + " PERFORM nextval('public.down'); END $$",
        "INSERT INTO public.balance SELECT i, 0, (SELECT string_agg(md5((i * j)::text), '') FROM generate_series(1, 300) j)"
                + " FROM generate_series(0, 4) i",
        "INSERT INTO public.whole VALUES (0, 'only one')"
    };

    public static final List<String> TABLES = List.of(
            "public.ack", "public.orders_1", "public.orders_2", "public.audit", "public.balance", "public.whole");

    private final List<String> databases;
    private final AtomicLong next = new AtomicLong();
    private final Map<String, ConcurrentSkipListSet<Long>> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final List<Future<?>> work = new ArrayList<>();
    private ExecutorService threads = Executors.newCachedThreadPool();

    public static String[] schema() {
        return SCHEMA.clone();
    }

    public Writers(List<String> databases) {
        this.databases = List.copyOf(databases);
        databases.forEach(database -> acknowledged.put(database, new ConcurrentSkipListSet<>()));
    }

    public void start(Server server) {
        running.set(true);
        threads = Executors.newCachedThreadPool();
        for (String database : databases) {
            work.add(threads.submit(() -> write(server, database)));
        }
    }

    private void write(Server server, String database) {
        try (Session session = server.open(database)) {
            while (running.get()) {
                long id = next.incrementAndGet();
                session.query("SELECT public.work(?)::text AS done", id);
                acknowledged
                        .getOrDefault(database, new ConcurrentSkipListSet<>())
                        .add(id);
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    /** Returns when the last one has its answer, and throws what a client was refused. */
    public void stop() {
        running.set(false);
        try {
            for (Future<?> one : work) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        } finally {
            work.clear();
            threads.shutdownNow();
        }
    }

    public int acknowledged() {
        return acknowledged.values().stream()
                .mapToInt(ConcurrentSkipListSet::size)
                .sum();
    }

    /** How many of the acknowledged ones a server lacks. */
    public int missing(Server server) {
        int missing = 0;
        for (String database : databases) {
            try (Session session = server.open(database)) {
                List<Long> there = session.query("SELECT id FROM public.ack").stream()
                        .map(row -> row.number("id"))
                        .toList();
                ConcurrentSkipListSet<Long> expected =
                        new ConcurrentSkipListSet<>(acknowledged.getOrDefault(database, new ConcurrentSkipListSet<>()));
                expected.removeAll(there);
                missing += expected.size();
            }
        }
        return missing;
    }
}
