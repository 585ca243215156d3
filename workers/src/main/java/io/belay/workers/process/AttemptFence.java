package io.belay.workers.process;

import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets only the newest attempt of a step act: of two workers that both believe to own it, the late one ends without effect.
 * Thread-safe, also against other JVMs of this host.
 */
public final class AttemptFence {

    private final Path journal;

    /** @param journal the launcher's */
    public AttemptFence(Path journal) {
        this.journal = journal;
    }

    /**
     * Proof of being the newest attempt at the moment of asking; ask again before each effect, and in each tick.
     *
     * @param attempt as Temporal counts them
     */
    public record Pass(Path file, int epoch, int attempt) {

        /** @throws Fenced when a later attempt was admitted meanwhile */
        public void requireCurrent() {
            Pass newest = read(file).orElse(this);
            if (newest.isLaterThan(this)) {
                throw new Fenced("this attempt (epoch " + epoch + ", number " + attempt
                        + ") is late: a newer one (epoch " + newest.epoch + ", number " + newest.attempt
                        + ") owns the step; it ends without effect");
            }
        }

        private boolean isLaterThan(Pass other) {
            return epoch > other.epoch || (epoch == other.epoch && attempt > other.attempt);
        }
    }

    /**
     * Admits the attempt for good; the same one may come again.
     *
     * @throws Fenced when a later attempt was admitted before
     * @throws ProcessFailure when that cannot be written down, so that nothing may be done on the strength of it
     */
    public Pass admit(String run, String step, int epoch, int attempt) {
        try {
            return admitted(run, step, epoch, attempt);
        } catch (UncheckedIOException | PosixFailure notKept) {
            throw new ProcessFailure(
                    ProcessErrors.JOURNAL,
                    "the run journal of step `" + step + "` cannot be written, so nothing was begun: "
                            + notKept.getMessage(),
                    notKept);
        }
    }

    private Pass admitted(String run, String step, int epoch, int attempt) {
        // The same rules for names as for a launch.
        LaunchKey key = new LaunchKey(run, step, epoch, "fence");
        Path folder = journal.resolve(key.run()).resolve(key.step());
        Durable.createFolders(folder, "rwx------");
        Pass pass = new Pass(folder.resolve("fence"), epoch, attempt);
        try (FileLock lock = acquire(folder.resolve("fence.lock"))) {
            pass.requireCurrent();
            Durable.write(pass.file(), epoch + " " + attempt + "\n");
            return pass;
        }
    }

    private static FileLock acquire(Path path) {
        while (true) {
            Optional<FileLock> lock = FileLock.tryAcquire(path);
            if (lock.isPresent()) {
                return lock.get();
            }
            // Held for one small write.
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Optional<Pass> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] numbers = Files.readString(file).trim().split(" ", 2);
            return Optional.of(new Pass(file, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
