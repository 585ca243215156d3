package io.belay.engine.workflow;

import io.belay.engine.activity.RunReference;

/**
 * What a run begins with. Immutable.
 *
 * @param plan the resolved plan as canonical JSON text; its hash stands in {@code run}
 * @param startedBy who or what asked for it
 */
public record RunOrder(RunReference run, String plan, String startedBy) {}
