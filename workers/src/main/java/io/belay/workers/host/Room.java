package io.belay.workers.host;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many heavy works this worker does at a time, and how many it does now. What waits for room waits at Temporal, where the worker
 * does not see it; so of a step that has not begun while there is no room, nobody can say that it will not. Thread-safe.
 */
final class Room {

    private final int most;
    private final AtomicInteger atWork = new AtomicInteger();

    /** @param most as the host's file says, at least 1 */
    Room(int most) {
        this.most = most;
    }

    /** Left when the work is over. */
    interface Seat extends AutoCloseable {
        @Override
        void close();
    }

    Seat enter() {
        atWork.incrementAndGet();
        return atWork::decrementAndGet;
    }

    int most() {
        return most;
    }

    /** What was found of a step, as far as it can be said while others have the room. */
    StepResult judged(StepResult found) {
        return found.outcome() == Outcome.NOT_STARTED && atWork.get() >= most
                ? StepResult.unclear(
                        "it has not begun: this host does so many heavy works at a time as `limits: {heavy: " + most
                                + "}` of its file says, and others are at work")
                : found;
    }
}
