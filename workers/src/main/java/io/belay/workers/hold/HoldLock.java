package io.belay.workers.hold;

import io.belay.workers.posix.FileLock;
import java.util.Optional;

/** Held by whoever works on a hold, its own process or who settles it (its watchdog, a worker): never two at the same time. */
final class HoldLock {

    private HoldLock() {}

    static FileLock take(HoldFolder folder) {
        return tryTake(folder).orElseThrow(() -> taken(folder));
    }

    static Optional<FileLock> tryTake(HoldFolder folder) {
        return FileLock.tryAcquire(folder.path().resolve("lock"));
    }

    static IllegalStateException taken(HoldFolder folder) {
        return new IllegalStateException("another process works on the hold in " + folder.path());
    }
}
