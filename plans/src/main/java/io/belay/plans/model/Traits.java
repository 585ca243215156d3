package io.belay.plans.model;

import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * What the engine, the rules and the explanation need to know of a step without knowing its kind. Immutable.
 *
 * @param required whether skipping it is forbidden
 * @param waypoint whether a waypoint is taken behind it
 */
public record Traits(
        RunsOn runsOn, List<Touches> touches, boolean waypoint, boolean required, Back back, Set<Role> roles) {

    public Traits {
        touches = List.copyOf(touches);
        roles = Set.copyOf(roles);
    }
}
