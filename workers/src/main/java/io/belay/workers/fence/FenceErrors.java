package io.belay.workers.fence;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why a server could not be closed. */
public final class FenceErrors {

    /** Somebody stayed in, or came back, whatever was done. */
    public static final ErrorCode NOT_CLOSED = new ErrorCode(3620, Fault.ENVIRONMENT);

    /** {@code pg_hba.conf} cannot be read or replaced, or lets Belay's own role in by nothing. */
    public static final ErrorCode RULES = new ErrorCode(3621, Fault.ENVIRONMENT);

    private FenceErrors() {}
}
