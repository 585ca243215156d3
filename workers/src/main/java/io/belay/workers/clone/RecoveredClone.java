package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;

/**
 * A clone behind its first start. Immutable.
 *
 * @param recovered what the start brought to light
 * @param control data behind the stop, which says {@code shut down}
 */
public record RecoveredClone(Recovered recovered, ControlData control) {}
