package io.belay.plans.model;

import java.util.Optional;

/** The cluster to upgrade. Immutable. */
public record Live(Reference cluster, Optional<PostgresVersion> version) {}
