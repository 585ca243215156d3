package io.belay.bench.online;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** When each step was done, from a begin; of a step that is done several times the last. Thread-safe. */
final class StepTimes {

    private final long began = System.nanoTime();
    private final Map<String, Duration> done = new LinkedHashMap<>();

    long began() {
        return began;
    }

    synchronized void done(String step) {
        Duration now = Duration.ofNanos(System.nanoTime() - began);
        done.merge(step, now, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    synchronized Map<String, Duration> all() {
        return new LinkedHashMap<>(done);
    }
}
