package io.belay.workers.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
