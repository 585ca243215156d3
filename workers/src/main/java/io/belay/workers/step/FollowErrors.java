package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why live does not publish, or the candidate does not follow. */
final class FollowErrors {

    /** Nothing brings the candidate up to live any more: it has to be made anew. */
    static final ErrorCode CANNOT_FOLLOW = new ErrorCode(3340, Fault.ENVIRONMENT);

    static final ErrorCode NOT_CAUGHT_UP = new ErrorCode(3341, Fault.ENVIRONMENT);

    /** Something keeps changes from being applied until a person corrects it. */
    static final ErrorCode HINDERED = new ErrorCode(3342, Fault.ENVIRONMENT);

    static final ErrorCode PAST_WAL_LIMIT = new ErrorCode(3343, Fault.ENVIRONMENT);

    static final ErrorCode FOLLOWER_GONE = new ErrorCode(3344, Fault.ENVIRONMENT);

    /** Both sides run at the same time, so they cannot share one. */
    static final ErrorCode NO_PORT_OF_ITS_OWN = new ErrorCode(3345, Fault.TEXT);

    static final ErrorCode LEFT_ON_LIVE = new ErrorCode(3346, Fault.ENVIRONMENT);
    static final ErrorCode ROLE_TOO_WEAK = new ErrorCode(3347, Fault.ENVIRONMENT);
    static final ErrorCode LIVE_REFUSES = new ErrorCode(3348, Fault.ENVIRONMENT);

    /** Nothing of the run is published on live. */
    static final ErrorCode NOT_PUBLISHED = new ErrorCode(3349, Fault.REQUEST);

    private FollowErrors() {}

    /** Whether nothing but a new candidate helps, whatever is tried again. */
    static boolean isForGood(ErrorCode code) {
        return code.equals(CANNOT_FOLLOW) || code.equals(FOLLOWER_GONE);
    }
}
