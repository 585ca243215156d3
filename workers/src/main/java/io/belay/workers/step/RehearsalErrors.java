package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why a promotion between two clones is no good omen. */
final class RehearsalErrors {

    /** A write failed, or is missing, or is there twice. */
    static final ErrorCode CLIENTS_CONCERNED = new ErrorCode(3690, Fault.BELAY);

    /** Only ever said, never a failure. */
    static final ErrorCode NO_POOLER = new ErrorCode(3691, Fault.ENVIRONMENT);

    private RehearsalErrors() {}
}
