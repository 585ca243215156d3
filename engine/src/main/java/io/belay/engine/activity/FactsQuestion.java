package io.belay.engine.activity;

/**
 * What a host is asked about the world that a plan meets. Immutable.
 *
 * @param plan the resolved plan as canonical text: it names whom and what it needs
 * @param judged whether also that is asked which is judged anew each time (sizes, sessions, room): it takes statements on live, what
 *     the facts hash covers takes none
 */
public record FactsQuestion(String cluster, String plan, boolean judged) {}
