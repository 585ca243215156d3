package io.belay.workers.hold;

import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that write through a pooler, note what was acknowledged to them, and how long they waited at most. */
final class PooledClients {

    /** What they write to: rows by trigger, identity and unowned sequences, a table without key, rows that are changed and deleted. */
    static final String[] SCHEMA = {
        "CREATE TABLE public.ack (id bigint PRIMARY KEY)",
        "CREATE TABLE public.orders (id bigserial PRIMARY KEY, doubled bigint GENERATED ALWAYS AS (id * 2) STORED, note text)",
        "CREATE TABLE public.audit (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 10) PRIMARY KEY, ordered bigint)",
        "CREATE TABLE public.balance (id int PRIMARY KEY, v bigint NOT NULL)",
        "CREATE TABLE public.whole (n bigint, note text)",
        "ALTER TABLE public.whole REPLICA IDENTITY FULL",
        "CREATE SEQUENCE public.down INCREMENT -3 MAXVALUE -1 MINVALUE -1000000",
        "CREATE SEQUENCE public.never START 17",
        "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.audit (ordered)"
                + " VALUES (new.id); RETURN new; END'",
        "CREATE TRIGGER note AFTER INSERT ON public.orders FOR EACH ROW EXECUTE FUNCTION public.note()",
        "CREATE FUNCTION public.work(n bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.ack VALUES (n);"
                + " INSERT INTO public.orders (note) VALUES (repeat(md5(n::text), 4));"
                + " UPDATE public.balance SET v = v + 1 WHERE id = work.n % 5; UPDATE public.whole SET n = whole.n + 1;"
                + " DELETE FROM public.audit WHERE audit.id % 50 = 0; PERFORM nextval('public.down'); END $$",
        "INSERT INTO public.balance SELECT i, 0 FROM generate_series(0, 4) i",
        "INSERT INTO public.whole VALUES (0, 'only one')",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO app",
        "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app"
    };

    static final List<String> TABLES =
            List.of("public.ack", "public.orders", "public.audit", "public.balance", "public.whole");

    private static final long BETWEEN = 4_000_000;

    private final Path folder;
    private final int port;
    private final List<String> databases;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private final Map<String, ConcurrentSkipListSet<Long>> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> work = new ArrayList<>();
    private ExecutorService threads = Executors.newCachedThreadPool();

    PooledClients(Path folder, int port, List<String> databases) {
        this.folder = folder;
        this.port = port;
        this.databases = List.copyOf(databases);
        databases.forEach(database -> acknowledged.put(database, new ConcurrentSkipListSet<>()));
    }

    static Connection connect(Path folder, int port, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "app");
        properties.setProperty("socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        properties.setProperty(
                "socketFactoryArg", folder.resolve(".s.PGSQL." + port).toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", "shop");
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database, properties);
    }

    Connection connect(String database) throws SQLException {
        return connect(folder, port, database);
    }

    void start() {
        running.set(true);
        threads = Executors.newCachedThreadPool();
        for (String database : databases) {
            for (int i = 0; i < 2; i++) {
                work.add(threads.submit(() -> write(database)));
            }
        }
    }

    private void write(String database) {
        while (running.get()) {
            try (Connection connection = connect(database);
                    PreparedStatement statement = connection.prepareStatement("SELECT public.work(?)::text")) {
                while (running.get()) {
                    long id = next.incrementAndGet();
                    long began = System.nanoTime();
                    statement.setLong(1, id);
                    try (ResultSet done = statement.executeQuery()) {
                        done.next();
                    }
                    longest.accumulateAndGet(System.nanoTime() - began, Math::max);
                    acknowledged
                            .getOrDefault(database, new ConcurrentSkipListSet<>())
                            .add(id);
                    LockSupport.parkNanos(BETWEEN);
                }
            } catch (SQLException failed) {
                failures.add(database + ": " + failed.getSQLState() + " " + failed.getMessage());
            }
        }
    }

    /** Nobody writes again; not waited for. */
    void end() {
        running.set(false);
    }

    /** Returns when the last one has its answer. */
    void stop() {
        end();
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

    List<String> failures() {
        return List.copyOf(failures);
    }

    long acknowledged() {
        return acknowledged.values().stream()
                .mapToLong(ConcurrentSkipListSet::size)
                .sum();
    }

    /** The slowest request since the last call, in milliseconds. */
    long longestSinceLast() {
        return longest.getAndSet(0) / 1_000_000;
    }

    /** How many of the acknowledged ones a side lacks. */
    int missing(Server side) {
        int missing = 0;
        for (String database : databases) {
            try (Session session = side.open(database)) {
                ConcurrentSkipListSet<Long> expected =
                        new ConcurrentSkipListSet<>(acknowledged.getOrDefault(database, new ConcurrentSkipListSet<>()));
                session.query("SELECT id FROM public.ack").forEach(row -> expected.remove(row.number("id")));
                missing += expected.size();
            }
        }
        return missing;
    }
}
