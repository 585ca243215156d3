package io.belay.engine.run;

import io.belay.engine.activity.Sides;
import java.time.Duration;

/**
 * One thing to do. Immutable.
 *
 * @param step id of the step it is for, empty when it is for the run as a whole
 * @param epoch the step's epoch, 0 when there is no step
 * @param waypoint the waypoint to take or to restore, else empty
 * @param pause how long to wait; zero when it is not a pause
 */
public record Action(Verb verb, String step, int epoch, String waypoint, Duration pause) {

    static Action of(Verb verb) {
        return new Action(verb, "", 0, "", Duration.ZERO);
    }

    static Action of(Verb verb, StepState step) {
        return new Action(verb, step.id(), step.epoch(), "", Duration.ZERO);
    }

    static Action takeWaypoint(StepState step) {
        return new Action(Verb.TAKE_WAYPOINT, step.id(), step.epoch(), step.waypointToTake(), Duration.ZERO);
    }

    static Action restore(StepState behind) {
        return new Action(Verb.RESTORE, behind.id(), behind.epoch(), behind.waypoint(), Duration.ZERO);
    }

    /** Who serves, for what is done behind a crossing. */
    public Sides sides(RunState state) {
        return Swaps.sides(state, verb);
    }

    static Action pause(Duration pause) {
        return new Action(Verb.PAUSE, "", 0, "", pause);
    }
}
