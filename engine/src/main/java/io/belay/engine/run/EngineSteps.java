package io.belay.engine.run;

import java.util.Set;

/** The steps that the engine carries out itself, in the words of the plan language. Stateless. */
public final class EngineSteps {

    /** As in {@link io.belay.plans.feature.Features#ALL}. */
    public static final Set<String> FEATURES = Set.of("step.window");

    private EngineSteps() {}
}
