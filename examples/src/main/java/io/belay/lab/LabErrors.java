package io.belay.lab;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What the lab reports about the machine it runs on. */
public final class LabErrors {

    static final ErrorCode NO_PACKAGES_HERE = new ErrorCode(4160, Fault.ENVIRONMENT);
    static final ErrorCode PACKAGES_NOT_FETCHED = new ErrorCode(4161, Fault.ENVIRONMENT);
    static final ErrorCode PROGRAM_DOES_NOT_RUN = new ErrorCode(4162, Fault.ENVIRONMENT);
    static final ErrorCode NO_VOLUME = new ErrorCode(4163, Fault.ENVIRONMENT);
    static final ErrorCode NO_ACCOUNT = new ErrorCode(4164, Fault.ENVIRONMENT);
    static final ErrorCode SERVER_NOT_STARTED = new ErrorCode(4165, Fault.ENVIRONMENT);
    static final ErrorCode POOLER_REFUSED = new ErrorCode(4166, Fault.ENVIRONMENT);
    static final ErrorCode LEFT_BEHIND = new ErrorCode(4167, Fault.ENVIRONMENT);
    static final ErrorCode SCRIPT_FAILED = new ErrorCode(4168, Fault.BELAY);

    private LabErrors() {}
}
