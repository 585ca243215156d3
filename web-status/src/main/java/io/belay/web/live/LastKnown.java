package io.belay.web.live;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Remembers the last answer to each question, so that the page has something to show while a part is down, and always knows
 * how old it is. Answers younger than a second are not asked for again: many browsers cost as much as one. Thread-safe.
 */
public final class LastKnown implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(1);
    /** A page that takes longer than this helps nobody at night; the old answer is shown instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int RUNS = 50;
    /** Ids come from addresses that anybody may type; what is remembered has to end somewhere. */
    private static final int REMEMBERED = 2_000;

    private final StatusSource source;
    private final Clock clock;
    private final ExecutorService asking = Executors.newFixedThreadPool(4, LastKnown::daemon);
    private final Map<String, Known<?>> answers = new ConcurrentHashMap<>();

    public LastKnown(StatusSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    public Known<List<ObservedRun>> runs() {
        return ask("runs", () -> Optional.of(source.runs(RUNS)));
    }

    public Known<ObservedRun> run(String id) {
        return ask("run " + id, () -> source.run(id));
    }

    public Known<LedgerBrief> ledger(String cluster) {
        return ask("ledger " + cluster, () -> source.ledger(cluster));
    }

    public Known<List<SnapshotReport>> snapshots(String cluster) {
        return ask("snapshots " + cluster, () -> Optional.of(source.snapshots(cluster)));
    }

    @SuppressWarnings("unchecked") // One key has one question, and so one type.
    private <T> Known<T> ask(String key, Supplier<Optional<T>> question) {
        Known<T> last = (Known<T>) answers.get(key);
        if (last != null && !last.isStale() && last.at().plus(FRESH).isAfter(clock.instant())) {
            return last;
        }
        Known<T> next = answer(question, last);
        if (answers.size() > REMEMBERED) {
            answers.clear();
        }
        answers.put(key, next);
        return next;
    }

    private <T> Known<T> answer(Supplier<Optional<T>> question, @org.jspecify.annotations.Nullable Known<T> last) {
        Future<Optional<T>> future = asking.submit(question::get);
        try {
            return new Known<>(future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), clock.instant(), "");
        } catch (TimeoutException e) {
            future.cancel(true);
            return stale(last, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return stale(last, String.valueOf(cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stale(last, "interrupted");
        }
    }

    private <T> Known<T> stale(@org.jspecify.annotations.Nullable Known<T> last, String failure) {
        return last == null
                ? new Known<>(Optional.empty(), clock.instant(), failure)
                : new Known<>(last.value(), last.at(), failure);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "belay-page-asking");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
