package io.belay.workers.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Carries out tasks on a bounded number of threads, and keeps the caller's pulse going meanwhile. */
final class Parallel {

    private final int threads;
    private final Runnable tick;

    /** @param tick called about once a second in the calling thread; may throw to end the work */
    Parallel(int threads, Runnable tick) {
        this.threads = threads;
        this.tick = tick;
    }

    /**
     * @return the results, in no particular order
     * @throws RuntimeException the first that a task or the tick throws; the other tasks are then given up
     */
    <T> List<T> run(List<? extends Callable<T>> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, tasks.size())), work -> {
            Thread thread = new Thread(work, "verify");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<T> completion = new ExecutorCompletionService<>(pool);
            tasks.forEach(completion::submit);
            List<T> results = new ArrayList<>();
            while (results.size() < tasks.size()) {
                Future<T> done = completion.poll(1, TimeUnit.SECONDS);
                if (done != null) {
                    results.add(done.get());
                }
                tick.run();
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while comparing; nothing is known of the rest", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a comparison ended in an unexpected way", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
