package io.belay.engine.activity;

/**
 * An approval as the engine tells a host of it, which believes a signature and nothing else. Immutable.
 *
 * @param step the gate that it opened
 * @param person who gave it, as the engine heard
 * @param factsHash what it binds to besides the plan; empty for a run that is bound to no facts
 * @param signature as {@link io.belay.plans.approval.SignedApproval} writes it; empty when there is none
 */
public record GivenApproval(String step, String person, String factsHash, String signature) {}
