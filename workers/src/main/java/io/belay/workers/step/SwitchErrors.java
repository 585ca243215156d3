package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why clients do not go from one running server to the other. */
final class SwitchErrors {

    /** The side that shall serve does so already. */
    static final ErrorCode SERVES_ALREADY = new ErrorCode(3350, Fault.REQUEST);

    /** Both sides are reached by sockets on this host, and live is not. */
    static final ErrorCode LIVE_BY_NETWORK = new ErrorCode(3351, Fault.TEXT);

    /** The other side does not follow any more. */
    static final ErrorCode WAY_BACK_CLOSED = new ErrorCode(3352, Fault.ENVIRONMENT);

    private SwitchErrors() {}
}
