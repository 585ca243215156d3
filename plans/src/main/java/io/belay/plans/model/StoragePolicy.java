package io.belay.plans.model;

/** How snapshots are made, as far as the plan cares. Immutable. */
public record StoragePolicy(String driver, String consistency, String from) {}
