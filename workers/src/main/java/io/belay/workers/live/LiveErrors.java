package io.belay.workers.live;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What can go wrong with live's place, its production server, its settings and the end of old. */
public final class LiveErrors {

    /** Host file and register name different clusters as live. */
    public static final ErrorCode HOST_FILE_DISAGREES = new ErrorCode(3650, Fault.ENVIRONMENT);

    public static final ErrorCode REGISTER_UNREADABLE = new ErrorCode(3651, Fault.ENVIRONMENT);

    /** The host file's {@code service} is none that this version starts and stops. */
    public static final ErrorCode SERVICE_NOT_CARRIED = new ErrorCode(3660, Fault.ENVIRONMENT);

    public static final ErrorCode NOT_STARTED = new ErrorCode(3661, Fault.ENVIRONMENT);
    public static final ErrorCode NOT_STOPPED = new ErrorCode(3662, Fault.ENVIRONMENT);
    public static final ErrorCode NOT_RELOADED = new ErrorCode(3663, Fault.ENVIRONMENT);

    /** A file of live's configuration cannot be read or understood. */
    public static final ErrorCode SETTINGS_UNREADABLE = new ErrorCode(3670, Fault.ENVIRONMENT);

    /** The target refuses settings of live or of the plan. */
    public static final ErrorCode SETTINGS_REFUSED = new ErrorCode(3671, Fault.ENVIRONMENT);

    /** A server of the target does not start with the settings for production. */
    public static final ErrorCode TRIAL_FAILED = new ErrorCode(3672, Fault.ENVIRONMENT);

    /** The files of the dress cannot be put into new's data directory. */
    public static final ErrorCode DRESS_NOT_PUT = new ErrorCode(3673, Fault.ENVIRONMENT);

    /** The host's file does not allow {@code retire}, or the register knows nothing that this run replaced. */
    public static final ErrorCode RETIRE_NOT_ALLOWED = new ErrorCode(3680, Fault.REQUEST);

    public static final ErrorCode NOTHING_TO_RETIRE = new ErrorCode(3681, Fault.REQUEST);

    /** The time that the plan gives old is not over. */
    public static final ErrorCode RETIRE_TOO_EARLY = new ErrorCode(3682, Fault.ENVIRONMENT);

    public static final ErrorCode OLD_IN_USE = new ErrorCode(3683, Fault.ENVIRONMENT);

    /** Old, or its folders, are not what the register recorded. */
    public static final ErrorCode OLD_CHANGED = new ErrorCode(3684, Fault.ENVIRONMENT);

    public static final ErrorCode NEW_NOT_SERVING = new ErrorCode(3685, Fault.ENVIRONMENT);
    public static final ErrorCode OLD_NOT_REMOVED = new ErrorCode(3686, Fault.ENVIRONMENT);

    private LiveErrors() {}
}
