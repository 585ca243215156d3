package io.belay.workers.hold;

import java.time.Duration;
import java.util.Optional;

/**
 * What a watchdog sees of its hold in one look. Immutable.
 *
 * @param over whether the hold has a result, or its folder is gone
 * @param process which carries the hold out
 * @param decided whether {@code commit} or {@code undo} stands
 * @param held for how long clients have been waiting; empty when they do not
 * @param quiet for how long nothing was begun or ended
 */
record WatchSight(boolean over, Carrier process, boolean decided, Optional<Duration> held, Duration quiet) {

    enum Carrier {
        /** Or stuck: that cannot be seen from outside. */
        ALIVE,
        /** By a signal: it does nothing until somebody continues it. */
        STOPPED,
        GONE
    }
}
