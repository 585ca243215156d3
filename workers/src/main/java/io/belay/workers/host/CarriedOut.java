package io.belay.workers.host;

import io.belay.engine.run.EngineSteps;
import io.belay.workers.step.Steps;
import java.time.Clock;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of the plan language workers of this version carry out, and the engine that they come with, as names out of {@link io.belay.plans.feature.Features#ALL}: what is
 * not in this set no plan may use. Gathered from the classes that do the work, so that none can be promised and missing. Stateless.
 */
public final class CarriedOut {

    private CarriedOut() {}

    /** Sorted. Asks no host: what a class can do is known without one. */
    public static Set<String> features() {
        return features(new Steps(Clock.systemUTC()));
    }

    static Set<String> features(Steps steps) {
        Set<String> features = new TreeSet<>(steps.features());
        features.addAll(EngineSteps.FEATURES);
        return Collections.unmodifiableSet(features);
    }
}
