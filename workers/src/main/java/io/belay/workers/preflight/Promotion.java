package io.belay.workers.preflight;

import io.belay.plans.model.DurationText;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;

/**
 * How the plan makes new live, as far as live has to be fit for it. Immutable.
 *
 * @param online whether every change of live flows to new before the crossing
 * @param wayBack whether every change of new flows to old behind it
 * @param observed for how long one wants to have watched for clients around the poolers
 */
public record Promotion(boolean online, boolean wayBack, Duration observed) {

    private static final Duration DAY = Duration.ofDays(1);

    /** A plan that promotes nothing, or offline for good. */
    public static final Promotion PLAIN = new Promotion(false, false);

    public Promotion(boolean online, boolean wayBack) {
        this(online, wayBack, DAY);
    }

    public static Promotion of(ResolvedPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.kind().equals("promote"))
                .map(step -> new Promotion(
                        step.with().path("mode").asText().equals("online"),
                        !step.with().path("way_back").asText("none").equals("none"),
                        DurationText.parse(plan.blocks()
                                        .path("clients")
                                        .path("observed")
                                        .asText(""))
                                .orElse(DAY)))
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
