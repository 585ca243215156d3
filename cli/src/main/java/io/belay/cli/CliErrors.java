package io.belay.cli;

import static io.belay.plans.problem.ErrorCode.Fault.BELAY;
import static io.belay.plans.problem.ErrorCode.Fault.ENVIRONMENT;
import static io.belay.plans.problem.ErrorCode.Fault.REQUEST;
import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;

/** What the command line itself reports. */
final class CliErrors {

    static final ErrorCode UNEXPECTED = new ErrorCode(4100, BELAY);
    static final ErrorCode FILE_UNREADABLE = new ErrorCode(4105, REQUEST);
    static final ErrorCode NO_SUCH_PAGE = new ErrorCode(4106, REQUEST);
    static final ErrorCode PART_ENDED = new ErrorCode(4107, ENVIRONMENT);
    static final ErrorCode DEV_RUNS_ALREADY = new ErrorCode(4108, REQUEST);
    static final ErrorCode BAD_ADDRESS = new ErrorCode(4109, REQUEST);
    static final ErrorCode NO_SUCH_CLUSTER = new ErrorCode(4110, REQUEST);
    static final ErrorCode NO_SUCH_CLONE = new ErrorCode(4111, REQUEST);
    static final ErrorCode BAD_INPUT = new ErrorCode(4112, REQUEST);
    static final ErrorCode PORT_TAKEN = new ErrorCode(4113, ENVIRONMENT);
    static final ErrorCode NOT_CONFIRMED = new ErrorCode(4114, REQUEST);
    static final ErrorCode SEVERAL_RUNS = new ErrorCode(4115, REQUEST);
    static final ErrorCode SAVED_PLAN_DAMAGED = new ErrorCode(4140, TEXT);
    static final ErrorCode SAVED_PLAN_OTHER = new ErrorCode(4141, TEXT);
    static final ErrorCode SAVED_PLAN_NOT_WRITTEN = new ErrorCode(4142, ENVIRONMENT);
    static final ErrorCode FILE_NOT_WRITTEN = new ErrorCode(4120, ENVIRONMENT);
    static final ErrorCode NO_FILES_HERE = new ErrorCode(4121, REQUEST);
    static final ErrorCode NO_FACTS = new ErrorCode(4130, REQUEST);
    static final ErrorCode OTHER_PLAN = new ErrorCode(4131, REQUEST);
    static final ErrorCode UNWRITABLE = new ErrorCode(4132, REQUEST);
    static final ErrorCode NOT_LISTED = new ErrorCode(4133, REQUEST);
    static final ErrorCode NO_CLUSTER_FOUND = new ErrorCode(4180, ENVIRONMENT);
    static final ErrorCode UNANSWERED = new ErrorCode(4181, REQUEST);
    static final ErrorCode NO_ANSWER = new ErrorCode(4182, REQUEST);
    static final ErrorCode FILE_EXISTS = new ErrorCode(4183, REQUEST);
    static final ErrorCode NOT_WRITTEN = new ErrorCode(4184, ENVIRONMENT);

    private CliErrors() {}
}
