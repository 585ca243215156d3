package io.belay.plans.step;

import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.step.StepKind.Return;

/** The ways back that several kinds share, as traits and as words. Stateless. */
final class Undo {

    static final Back NOTHING = new Back("nothing", "nothing");
    static final Back RELEASE = new Back("release", "nothing");
    static final Back DROP_CANDIDATE = new Back("drop_candidate", "nothing");
    static final Back RESTORE = new Back("restore", "nothing");

    static final Return NOTHING_TO_UNDO = new Return("nothing to undo", "");

    private Undo() {}

    static Return restore(String waypoint) {
        return waypoint.isEmpty()
                ? new Return("drop the candidate", "seconds, nothing")
                : new Return("restore " + waypoint, "one storage operation, nothing");
    }
}
