package io.belay.cli.dev;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What is reported about the Temporal server of one machine. */
final class DevErrors {

    static final ErrorCode NO_TEMPORAL_PROGRAM = new ErrorCode(4150, Fault.ENVIRONMENT);
    static final ErrorCode TEMPORAL_PROGRAM_DIFFERS = new ErrorCode(4151, Fault.ENVIRONMENT);
    static final ErrorCode TEMPORAL_NOT_READY = new ErrorCode(4152, Fault.ENVIRONMENT);

    private DevErrors() {}
}
