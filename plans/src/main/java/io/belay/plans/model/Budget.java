package io.belay.plans.model;

import java.time.Duration;

/**
 * Limits past which Belay gives up and undoes. Immutable.
 *
 * @param hold longest time for which clients may be held
 * @param rehearsalAge promote only if this very hash was rehearsed green within
 * @param margin rehearsed time times this must fit
 */
public record Budget(Duration hold, Duration rehearsalAge, Factor margin) {}
