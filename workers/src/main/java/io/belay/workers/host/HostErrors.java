package io.belay.workers.host;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why this host does not do what it is asked for. */
final class HostErrors {

    static final ErrorCode CLUSTER_NOT_KNOWN = new ErrorCode(3050, Fault.REQUEST);
    static final ErrorCode NOT_ALLOWED = new ErrorCode(3051, Fault.REQUEST);
    static final ErrorCode KIND_NOT_KNOWN = new ErrorCode(3052, Fault.BELAY);
    static final ErrorCode WORKER_RUNS_ALREADY = new ErrorCode(3053, Fault.REQUEST);
    static final ErrorCode PLACE_NOT_USABLE = new ErrorCode(3054, Fault.ENVIRONMENT);
    static final ErrorCode NO_SUCH_SNAPSHOT = new ErrorCode(3055, Fault.REQUEST);
    static final ErrorCode NO_SUCH_CLONE = new ErrorCode(3056, Fault.REQUEST);
    static final ErrorCode NAME_IN_USE = new ErrorCode(3057, Fault.REQUEST);
    static final ErrorCode UNEXPECTED = new ErrorCode(3058, Fault.BELAY);
    static final ErrorCode NO_SUCH_RUN = new ErrorCode(3059, Fault.REQUEST);
    static final ErrorCode SERVER_NOT_THERE = new ErrorCode(3060, Fault.ENVIRONMENT);
    static final ErrorCode BAD_NAME = new ErrorCode(3061, Fault.REQUEST);
    static final ErrorCode NOT_ADMITTED = new ErrorCode(3062, Fault.REQUEST);
    static final ErrorCode NOT_SERVED = new ErrorCode(3063, Fault.ENVIRONMENT);
    static final ErrorCode NOT_SIGNED = new ErrorCode(3064, Fault.REQUEST);
    static final ErrorCode OUTSIDE_WINDOW = new ErrorCode(3065, Fault.REQUEST);
    static final ErrorCode HOST_NAME_TAKEN = new ErrorCode(3066, Fault.REQUEST);

    static final ErrorCode DOES_NOT_FIT_ITS_PLAN = new ErrorCode(3070, Fault.REQUEST);

    static final ErrorCode PLAN_NOT_AT_HAND = new ErrorCode(3071, Fault.BELAY);

    private HostErrors() {}
}
