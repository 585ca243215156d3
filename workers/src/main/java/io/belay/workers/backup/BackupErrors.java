package io.belay.workers.backup;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What this room reports. */
public final class BackupErrors {

    /** The role may not call the functions of a backup. */
    public static final ErrorCode NOT_ALLOWED = new ErrorCode(3311, Fault.ENVIRONMENT);

    /** The server cannot be in backup mode: too little in its log, or itself in recovery. */
    public static final ErrorCode NOT_POSSIBLE = new ErrorCode(3312, Fault.ENVIRONMENT);

    /** The backup did not come to its end, or its log is not whole: the image is void. */
    public static final ErrorCode VOID = new ErrorCode(3313, Fault.ENVIRONMENT);

    private BackupErrors() {}
}
