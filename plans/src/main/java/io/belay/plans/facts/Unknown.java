package io.belay.plans.facts;

/**
 * What nobody could tell when the plan was made. Immutable.
 *
 * @param what that is not known, for example {@code how long each step takes}
 * @param remedy what would make it known, with the exact words to run or write
 */
public record Unknown(String what, String remedy) {}
