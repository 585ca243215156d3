package io.belay.engine.run;

import java.time.Instant;

/**
 * The decision after which new is live, as the host reported it. Immutable.
 *
 * @param step id of the step that crossed
 * @param at when the engine learned of it
 * @param heldMilliseconds for how long clients were held; 0 when the host did not say
 */
public record Crossing(String step, Instant at, long heldMilliseconds) {}
