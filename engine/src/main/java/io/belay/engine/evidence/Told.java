package io.belay.engine.evidence;

import java.util.Objects;

/**
 * What somebody decided about a run, on its way into the run's evidence. The first one is always the order itself. Immutable.
 *
 * @param number from 1, in the order in which it was decided; hosts write each number once
 * @param kind {@code start}, or what was decided, in lower case
 * @param step the gate or step that it names; empty when it names none
 * @param by as the command line names the person: recorded, not authenticated
 * @param reason may be empty
 * @param at ISO-8601, by the engine's clock
 * @param planHash what it was decided about
 * @param factsHash of the facts that the run is bound to; empty when it is bound to none, or not yet
 */
public record Told(
        int number, String kind, String step, String by, String reason, String at, String planHash, String factsHash) {

    /** Of the order that began the run. */
    public static final String START = "start";

    public Told {
        step = Objects.requireNonNullElse(step, "");
        reason = Objects.requireNonNullElse(reason, "");
        factsHash = Objects.requireNonNullElse(factsHash, "");
    }
}
