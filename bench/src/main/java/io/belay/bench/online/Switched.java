package io.belay.bench.online;

import io.belay.lab.Timings.Span;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a switch was. Immutable.
 *
 * @param hold from the first command of the hold to the moment after which clients go on
 * @param steps when each step of the hold was done, from the hold's begin, in their order; of what ran for several databases at once
 *     the last
 * @param around what came before and after it, each with its length
 */
public record Switched(Span hold, Map<String, Duration> steps, Map<String, Duration> around) {

    public Switched {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        around = Collections.unmodifiableMap(new LinkedHashMap<>(around));
    }
}
