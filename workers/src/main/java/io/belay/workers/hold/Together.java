package io.belay.workers.hold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work that goes on side by side, each in a thread of its own. */
final class Together {

    private Together() {}

    /**
     * Returns when all have ended.
     *
     * @throws RuntimeException the first one's; the others' are attached to it
     */
    static void run(List<? extends Runnable> work) {
        if (work.size() < 2) {
            work.forEach(Runnable::run);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<?>> begun = new ArrayList<>();
            work.forEach(one -> begun.add(threads.submit(one)));
            List<RuntimeException> failures = new ArrayList<>();
            begun.forEach(one -> {
                try {
                    join(one);
                } catch (RuntimeException failure) {
                    failures.add(failure);
                }
            });
            if (!failures.isEmpty()) {
                RuntimeException first = failures.get(0);
                failures.subList(1, failures.size()).forEach(first::addSuppressed);
                throw first;
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Returns when all have ended, or the time is over. What has not ended by then goes on by itself and is waited for by nobody, so it
     * must be harmless whatever is done meanwhile.
     *
     * @param what the work is, for the message
     * @throws HoldFailure {@code BLY-3612} when the time is over
     * @throws RuntimeException the first that failed; the others are not waited for
     */
    static void within(Duration left, String what, List<? extends Runnable> work) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, work.size()), task -> {
            Thread thread = new Thread(task, "hold-" + what);
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<Boolean> ended = new ExecutorCompletionService<>(threads);
            work.forEach(one -> ended.submit(one, true));
            long end = System.nanoTime() + left.toNanos();
            for (int i = 0; i < work.size(); i++) {
                Future<Boolean> next = ended.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new HoldFailure(
                            HoldErrors.PAST_BUDGET, "`budget.hold` was used up while `" + what + "` was under way");
                }
                join(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the hold", e);
        } finally {
            threads.shutdown();
        }
    }

    static <T> T join(Future<T> one) {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the hold", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a part of the hold ended in an unexpected way", e);
        }
    }
}
