package io.belay.plans.model;

/**
 * How much of the host Belay may take beside live. Immutable.
 *
 * @param io {@code low}, or a rate such as {@code 200MiB/s}
 */
public record Limits(Percent cpu, Percent memory, String io) {}
