package io.belay.workers.step;

import static org.awaitility.Awaitility.await;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients like pgbench's: each transaction changes an account and notes itself, so that sum and count must agree. */
final class PaymentLoad implements AutoCloseable {

    private static final long SEED = 20261121;

    /**
     * One that the server acknowledged.
     *
     * @param before a place in live's log before it began
     * @param after one behind its commit
     */
    record Payment(long number, Lsn before, Lsn after) {}

    private final Queue<Payment> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ending;

    static PaymentLoad start(StepLab lab, int clients) {
        PaymentLoad load = new PaymentLoad();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(SEED + i);
            Thread client = new Thread(() -> load.pay(lab, random), "client-" + i);
            load.clients.add(client);
            client.start();
        }
        return load;
    }

    private void pay(StepLab lab, Random random) {
        try (Session session = lab.live().open("postgres")) {
            while (!ending) {
                long number = numbers.incrementAndGet();
                Lsn before = place(session);
                session.execute("BEGIN");
                session.execute(
                        "UPDATE public.accounts SET balance = balance + 1 WHERE id = ?", 1 + random.nextInt(50_000));
                session.execute("INSERT INTO public.done VALUES (?)", number);
                session.execute("COMMIT");
                acknowledged.add(new Payment(number, before, place(session)));
            }
        }
    }

    private static Lsn place(Session session) {
        return Lsn.parse(session.query("SELECT pg_current_wal_insert_lsn()::text AS place")
                .get(0)
                .text("place"));
    }

    int count() {
        return acknowledged.size();
    }

    void awaitPayments(int wanted) {
        await().atMost(Duration.ofMinutes(1)).until(() -> count() >= wanted);
    }

    List<Payment> stop() throws InterruptedException {
        ending = true;
        for (Thread client : clients) {
            client.join();
        }
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
