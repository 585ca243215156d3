package io.belay.plans.model;

import java.util.Optional;

/**
 * How snapshots are made, as far as the plan cares. Immutable.
 *
 * @param driver {@code auto}, or what the host's file has to say too
 * @param consistency {@code auto}, or the least guarantee that a snapshot has to give
 * @param replica a replica that Belay keeps, as the source of snapshots; empty for live itself
 * @param maximumLag how far the replica may be behind; empty where live is the source
 */
public record StoragePolicy(
        String driver, String consistency, Optional<Reference> replica, Optional<ByteSize> maximumLag) {}
