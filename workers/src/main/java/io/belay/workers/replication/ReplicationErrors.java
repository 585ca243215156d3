package io.belay.workers.replication;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What can go wrong between the two servers. */
public final class ReplicationErrors {

    /** A transaction that is open somewhere in the cluster keeps a slot from being made. */
    public static final ErrorCode SLOT_BLOCKED = new ErrorCode(3330, Fault.ENVIRONMENT);

    public static final ErrorCode NAME_TAKEN = new ErrorCode(3331, Fault.ENVIRONMENT);
    public static final ErrorCode SLOT_HELD = new ErrorCode(3332, Fault.ENVIRONMENT);

    /** A subscription that does not know every published table carries nothing of the others, in silence. */
    public static final ErrorCode NOT_REGISTERED = new ErrorCode(3333, Fault.ENVIRONMENT);

    public static final ErrorCode MARKER_NOT_SHOWN = new ErrorCode(3334, Fault.ENVIRONMENT);

    /** Sequences are never written on a server that clients use. */
    public static final ErrorCode NO_FOLLOWER = new ErrorCode(3335, Fault.ENVIRONMENT);

    public static final ErrorCode SEQUENCE_MISSING = new ErrorCode(3336, Fault.ENVIRONMENT);
    public static final ErrorCode WORKER_HELD = new ErrorCode(3337, Fault.ENVIRONMENT);
    public static final ErrorCode SUBSCRIPTION_MISSING = new ErrorCode(3338, Fault.ENVIRONMENT);

    /** What was committed between the end of the clone and the begin of its slot would be in neither. */
    public static final ErrorCode SLOT_TOO_LATE = new ErrorCode(3339, Fault.ENVIRONMENT);

    private ReplicationErrors() {}
}
