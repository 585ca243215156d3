package io.belay.bench;

import io.belay.lab.Door;
import io.belay.lab.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One client that writes without a pause, and remembers how long the slowest write took: what a hold is to its clients. */
final class WaitingClient implements AutoCloseable {

    private final Door door;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::work, "waiting-client");
    private volatile boolean stopping;

    private WaitingClient(Door door) {
        this.door = door;
    }

    static WaitingClient start(Door door) {
        WaitingClient client = new WaitingClient(door);
        client.thread.start();
        return client;
    }

    private void work() {
        try (Sql sql = Sql.open(door)) {
            while (!stopping) {
                long begin = System.nanoTime();
                sql.update("UPDATE account_1 SET balance = balance + 1 WHERE id = 1");
                long took = System.nanoTime() - begin;
                longest.accumulateAndGet(took, Math::max);
                Thread.onSpinWait();
            }
        } catch (SQLException refused) {
            failure.set(refused);
        }
    }

    /**
     * Ends the client.
     *
     * @return how long its slowest write took
     * @throws IllegalStateException when one of its writes failed
     */
    Duration stop() {
        close();
        SQLException refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("the client was not held, it failed: " + refused.getMessage(), refused);
        }
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
