package io.belay.plans.model;

import java.time.Duration;

/**
 * How often the plan is tried.
 *
 * @param quick {@code every_snapshot}, {@code never} or a duration
 * @param full {@code never} or a duration
 */
public record Rehearse(OrWord<Duration> quick, OrWord<Duration> full) {}
