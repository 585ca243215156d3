package io.belay.plans.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits past which Belay gives up and undoes. Immutable.
 *
 * @param hold longest time for which clients may be held
 * @param walOnLive log that live may keep for the upgrade, a size or a share of what is free; online only
 * @param catchUp until the candidate has to be close; online only
 * @param rehearsalAge promote only if this very hash was rehearsed green within
 * @param margin rehearsed time times this must fit
 */
public record Budget(
        Duration hold, Optional<String> walOnLive, Optional<Duration> catchUp, Duration rehearsalAge, Factor margin) {}
