package io.belay.web.view;

/** A line of the list of runs. Immutable. */
public record RunRow(
        String id, Mark phase, String what, String cluster, String step, String startedAt, String spent, String plan) {}
