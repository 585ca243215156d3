package io.belay.workers.host;

import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.step.Attempt;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TimeoutFailure;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine once a second that the work goes on, with the tail of what it prints, and carries an operator's wish to
 * cancel back to it. One per activity attempt; thread-safe.
 *
 * <p>Only a cancel without a time-out as its cause may end a program. Everything else that a heartbeat answers (server gone,
 * attempt given up, worker draining) means: let go, the next attempt adopts it.
 */
final class Pulse implements Attempt, AutoCloseable {

    private static final int DETAIL_LIMIT = 4096;

    private final ActivityExecutionContext activity;
    private final ScheduledExecutorService ticker;
    private final ScheduledFuture<?> beats;
    private final AtomicReference<String> tail = new AtomicReference<>("");
    private final AtomicReference<@Nullable RuntimeException> answer = new AtomicReference<>();

    Pulse(ActivityExecutionContext activity) {
        this.activity = activity;
        this.ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "pulse-" + activity.getInfo().getActivityType());
            thread.setDaemon(true);
            return thread;
        });
        this.beats = ticker.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    /** What the next heartbeat shows: the last lines, masked already. */
    @Override
    public void show(String lastLines) {
        tail.set(
                lastLines.length() > DETAIL_LIMIT ? lastLines.substring(lastLines.length() - DETAIL_LIMIT) : lastLines);
    }

    /**
     * Called by work at points where it can stop.
     *
     * @throws CancelledByOperator when a person cancelled
     * @throws ActivityCompletionException when the attempt has to let go
     */
    @Override
    public void check() {
        RuntimeException given = answer.get();
        if (given != null) {
            throw given;
        }
    }

    @Override
    public void close() {
        beats.cancel(false);
        ticker.shutdownNow();
    }

    private void beat() {
        try {
            activity.heartbeat(tail.get());
        } catch (ActivityCanceledException canceled) {
            boolean byTimeout = canceled.getCause() instanceof TimeoutFailure;
            answer.compareAndSet(null, byTimeout ? canceled : new CancelledByOperator("cancelled by an operator"));
        } catch (ActivityCompletionException letGo) {
            answer.compareAndSet(null, letGo);
        }
    }
}
