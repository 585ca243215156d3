package io.belay.plans.model;

import java.util.List;

/**
 * Who is told, and of what. Immutable.
 *
 * @param to a channel of the host's file
 * @param on words of {@link #ALL}
 */
public record Notification(String to, List<String> on) {

    /** Everything that can be told, in the order in which it is written out. */
    public static final List<String> ALL = List.of(
            "failing",
            "well_again",
            "overdue",
            "waiting",
            "promoted",
            "rolled_back",
            "way_back_closed",
            "space",
            "ended");

    public Notification {
        on = List.copyOf(on);
    }
}
