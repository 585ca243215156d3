package io.belay.workers.commands;

import java.util.List;

/**
 * A step of a plan, or what happens behind one.
 *
 * @param step under which a run notes what it starts: the step's id, or {@code candidate} for the candidate as a whole
 * @param title for people
 * @param forwards in order
 * @param backwards what takes it back to the last good step, in order
 * @param notListed what of it is not in the lists, and why; empty when all is
 */
public record PlannedPart(
        String step, String title, List<Planned> forwards, List<Planned> backwards, String notListed) {

    /** The candidate as a whole is no step. */
    public static final String CANDIDATE = "candidate";

    private static final String WAYPOINT = "waypoint ";

    public PlannedPart {
        forwards = List.copyOf(forwards);
        backwards = List.copyOf(backwards);
    }

    /** What is taken behind a step. */
    static PlannedPart waypoint(String step, List<Planned> forwards) {
        return new PlannedPart(CANDIDATE, WAYPOINT + step, forwards, List.of(), "");
    }

    /** Whether it is what a step does, or the waypoint behind it. */
    boolean isOf(String id) {
        return step.equals(id) || (step.equals(CANDIDATE) && title.equals(WAYPOINT + id));
    }

    static PlannedPart notListed(String step, String title, String why) {
        return new PlannedPart(step, title, List.of(), List.of(), why);
    }
}
