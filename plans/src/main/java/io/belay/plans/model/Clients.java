package io.belay.plans.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where clients come through. Immutable.
 *
 * @param poolers empty when the plan does not state them: then those that the host names
 * @param direct {@code refuse} or {@code accept}: sessions that go around the poolers
 * @param observed how long one must have watched for such sessions
 */
public record Clients(Optional<List<Reference>> poolers, String direct, Duration observed) {}
