package io.belay.engine.activity;

import java.util.Objects;

/**
 * Which side of a promotion serves, for what is asked behind its crossing. Immutable.
 *
 * @param number of the swap that is asked for or about, from 1; of a look, how many there have been
 * @param live {@link #NEW} or {@link #OLD}: who serves as far as the engine knows; the host knows better
 * @param to who shall serve behind the swap; empty for a look
 * @param known what the engine was told last of the way back, for a look that waits until there is something else to tell
 * @param patienceSeconds for how long a look may wait for that; 0 when it may not
 */
public record Sides(int number, String live, String to, String known, int patienceSeconds) {

    public static final String NEW = "new";
    public static final String OLD = "old";

    public Sides {
        to = Objects.requireNonNullElse(to, "");
        known = Objects.requireNonNullElse(known, "");
    }
}
