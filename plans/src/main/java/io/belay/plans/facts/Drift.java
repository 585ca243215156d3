package io.belay.plans.facts;

/**
 * One fact that is another by now. Immutable.
 *
 * @param fact its name, for example {@code postgres.17.programs.pg_upgrade}
 * @param was empty when there was none
 * @param now empty when there is none any more
 */
public record Drift(String fact, String was, String now) {

    private static final int SHOWN_OF_A_HASH = 12;

    /** Hashes are shortened: two that begin alike are the same for everybody who reads them. */
    public String words() {
        if (was.isEmpty()) {
            return "`" + fact + "` is new: " + shown(now);
        }
        return now.isEmpty()
                ? "`" + fact + "` is gone, it was " + shown(was)
                : "`" + fact + "` was " + shown(was) + ", is " + shown(now);
    }

    private static String shown(String value) {
        return value.matches("[0-9a-f]{64}") ? value.substring(0, SHOWN_OF_A_HASH) : value;
    }
}
