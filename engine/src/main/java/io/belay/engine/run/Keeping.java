package io.belay.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * For how long old live is kept before the step that lets it go, and who has the last word. Immutable.
 *
 * @param until from here on the step may begin
 * @param asks whether it also waits for an operator
 */
record Keeping(Instant until, boolean asks) {

    /** A run that has not crossed itself (old live of an earlier one) has nothing to count from: it may begin at once. */
    static Keeping of(RunState state, StepState step) {
        JsonNode with = step.step().with();
        Instant until = state.crossing()
                .flatMap(crossing -> Durations.parseLimit(with.path("after").asText("none"))
                        .map(step.extra()::plus)
                        .map(crossing.at()::plus))
                .orElse(Instant.EPOCH);
        return new Keeping(until, with.path("confirm").asText("operator").equals("operator"));
    }

    boolean isOver(StepState step, Instant at) {
        return !at.isBefore(until) && (!asks || !step.approvals().isEmpty());
    }
}
