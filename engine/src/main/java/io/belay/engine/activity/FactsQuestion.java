package io.belay.engine.activity;

import java.util.Objects;

/**
 * What a host is asked about the world that a plan meets. Immutable.
 *
 * @param plan the resolved plan as canonical text: it names whom and what it needs; empty when the host has it at hand
 * @param judged whether also that is asked which is judged anew each time (sizes, sessions, room): it takes statements on live, what
 *     the facts hash covers takes none
 * @param planHash names the plan where its text is left out
 * @param known hash of the facts that whoever asks has already; empty when it has none
 */
public record FactsQuestion(String cluster, String plan, boolean judged, String planHash, String known) {

    public FactsQuestion {
        // An engine from before says neither.
        planHash = Objects.requireNonNullElse(planHash, "");
        known = Objects.requireNonNullElse(known, "");
    }

    public FactsQuestion(String cluster, String plan, boolean judged) {
        this(cluster, plan, judged, "", "");
    }

    /** The same question, carrying its plan. */
    public FactsQuestion withPlan(String text) {
        return new FactsQuestion(cluster, text, judged, planHash, known);
    }
}
