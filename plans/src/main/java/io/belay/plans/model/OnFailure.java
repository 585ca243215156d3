package io.belay.plans.model;

/**
 * What follows a proven failure. Immutable.
 *
 * @param rollBackTo {@code last_good_step}, {@code start}, {@code nothing} or a step's id
 * @param then {@code wait_for_operator}, {@code end} or {@code continue}
 */
public record OnFailure(String rollBackTo, String then) {}
