package io.belay.workers.process;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What this room reports. */
public final class ProcessErrors {

    /** The program vanished without an exit code. */
    public static final ErrorCode LOST = new ErrorCode(3101, Fault.ENVIRONMENT);

    /** The run journal cannot be written or read; nothing was launched. */
    public static final ErrorCode JOURNAL = new ErrorCode(3102, Fault.ENVIRONMENT);

    /** The program could not be started. */
    public static final ErrorCode NOT_STARTED = new ErrorCode(3103, Fault.ENVIRONMENT);

    /** A later attempt owns the step. */
    public static final ErrorCode FENCED = new ErrorCode(3104, Fault.BELAY);

    /** A short command ran past its deadline and was ended. */
    public static final ErrorCode DEADLINE = new ErrorCode(3105, Fault.ENVIRONMENT);

    /** A program of the system that Belay needs is missing. */
    public static final ErrorCode TOOL_MISSING = new ErrorCode(3106, Fault.ENVIRONMENT);

    /** A step was launched as often as it may be. */
    public static final ErrorCode LAUNCHES_SPENT = new ErrorCode(3107, Fault.REQUEST);

    /** The worker's own folders lie in what is snapshotted or rolled back. */
    public static final ErrorCode JOURNAL_IN_DATA = new ErrorCode(3108, Fault.REQUEST);

    private ProcessErrors() {}
}
