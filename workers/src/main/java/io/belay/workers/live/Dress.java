package io.belay.workers.live;

import java.util.List;

/**
 * New's settings for production, decided and not yet put anywhere. Immutable. May hold secrets (a {@code primary_conninfo}): never
 * printed as a whole.
 *
 * @param notes what a person should know: what was dropped or renamed and why, what stays where it is; a sentence each
 * @param problems what the target would refuse; empty when it can be put on
 */
public record Dress(List<String> notes, List<Problem> problems) {

    /**
     * @param place {@code FILE:LINE}, or {@code target.settings} of the plan
     * @param setting its name; empty when a line cannot be read at all
     */
    public record Problem(String place, String setting, String text) {}

    public Dress {
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }
}
