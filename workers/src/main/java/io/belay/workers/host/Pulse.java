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
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine once a second that the work goes on, with the tail of what it prints, and carries an operator's wish to
 * cancel back to it. One per activity attempt; thread-safe.
 *
 * <p>Only a cancel without a time-out as its cause may end a program. Everything else that a heartbeat answers (server gone,
 * attempt given up, worker draining) means: let go, the next attempt adopts it.
 */
final class Pulse implements Attempt, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** In characters; a character has up to three bytes, and a heartbeat is no place for more than a few KiB. */
    private static final int DETAIL_LIMIT = 4096;

    private final ActivityExecutionContext activity;
    private final ScheduledExecutorService ticker;
    private final ScheduledFuture<?> beats;
    private final AtomicReference<String> tail = new AtomicReference<>("");
    private final AtomicReference<@Nullable RuntimeException> answer = new AtomicReference<>();
    private final UnaryOperator<String> mask;
    private final BooleanSupplier draining;

    /**
     * @param mask hides secrets in what is shown
     * @param draining whether the worker wants its attempts to let go
     */
    Pulse(ActivityExecutionContext activity, UnaryOperator<String> mask, BooleanSupplier draining) {
        this.activity = activity;
        this.mask = mask;
        this.draining = draining;
        this.ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "pulse-" + activity.getInfo().getActivityType());
            thread.setDaemon(true);
            return thread;
        });
        // The first one here and now: an attempt that was given up or cancelled before it began must not begin.
        beat();
        this.beats = ticker.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    /** What the next heartbeat shows. */
    @Override
    public void show(String lastLines) {
        String masked = mask.apply(lastLines);
        tail.set(masked.length() > DETAIL_LIMIT ? masked.substring(masked.length() - DETAIL_LIMIT) : masked);
    }

    /**
     * Called by work at points where it can stop.
     *
     * @throws CancelledByOperator when a person cancelled
     * @throws ActivityCompletionException when the attempt has to let go
     * @throws LetGo when the worker drains
     */
    @Override
    public void check() {
        if (draining.getAsBoolean()) {
            throw new LetGo("the worker drains");
        }
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
        } catch (RuntimeException notSent) {
            // The next one is due in a second; a beat that ends here would end them all.
            LOG.warn("a heartbeat was not sent: {}", notSent.toString());
        }
    }
}
