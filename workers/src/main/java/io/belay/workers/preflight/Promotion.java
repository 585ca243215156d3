package io.belay.workers.preflight;

import io.belay.plans.resolve.ResolvedPlan;

/**
 * How the plan makes new live, as far as live has to be fit for it. Immutable.
 *
 * @param online whether every change of live flows to new before the crossing
 * @param wayBack whether every change of new flows to old behind it
 */
public record Promotion(boolean online, boolean wayBack) {

    /** A plan that promotes nothing, or offline for good. */
    public static final Promotion PLAIN = new Promotion(false, false);

    public static Promotion of(ResolvedPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.kind().equals("promote"))
                .map(step -> new Promotion(
                        step.with().path("mode").asText().equals("online"),
                        !step.with().path("way_back").asText("none").equals("none")))
                .findFirst()
                .orElse(PLAIN);
    }

    /** Whether anything has to flow. */
    boolean replicates() {
        return online || wayBack;
    }

    /** Ways in which changes flow over live's life, one after the other. */
    int directions() {
        return (online ? 1 : 0) + (wayBack ? 1 : 0);
    }

    /** For sentences: what cannot be done, or would lose something. */
    String words() {
        return online ? "an online promotion" : "a way back";
    }
}
