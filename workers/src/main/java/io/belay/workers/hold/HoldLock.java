package io.belay.workers.hold;

import io.belay.workers.posix.FileLock;

/** Held by whoever works on a hold, its own process or an attempt that settles it: never two at the same time. */
final class HoldLock {

    private HoldLock() {}

    static FileLock take(HoldFolder folder) {
        return FileLock.tryAcquire(folder.path().resolve("lock"))
                .orElseThrow(() -> new IllegalStateException("another process works on the hold in " + folder.path()));
    }
}
