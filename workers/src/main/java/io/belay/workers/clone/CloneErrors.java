package io.belay.workers.clone;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why the safe-clone gate lets a copy not be started, or ends one that runs. */
public final class CloneErrors {

    public static final ErrorCode OUTSIDE_THE_PLACE = new ErrorCode(3401, Fault.REQUEST);
    public static final ErrorCode LINK_LEADS_OUT = new ErrorCode(3402, Fault.ENVIRONMENT);
    public static final ErrorCode WRONG_OWNER = new ErrorCode(3403, Fault.ENVIRONMENT);
    public static final ErrorCode WRONG_MAJOR = new ErrorCode(3404, Fault.REQUEST);
    public static final ErrorCode NOT_ISOLATED = new ErrorCode(3405, Fault.BELAY);
    public static final ErrorCode RUNS_NOT_ISOLATED = new ErrorCode(3406, Fault.BELAY);
    public static final ErrorCode LIVE_SETTINGS_UNREADABLE = new ErrorCode(3407, Fault.ENVIRONMENT);
    public static final ErrorCode SERVED_ALREADY = new ErrorCode(3408, Fault.REQUEST);

    private CloneErrors() {}
}
