package io.belay.workers.postgres;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What can go wrong with PostgreSQL's servers and programs on this host. */
public final class PostgresErrors {

    public static final ErrorCode INSTALLATION_MISSING = new ErrorCode(3301, Fault.ENVIRONMENT);
    public static final ErrorCode CONTROL_DATA_UNREADABLE = new ErrorCode(3302, Fault.ENVIRONMENT);
    public static final ErrorCode SERVER_NOT_STARTED = new ErrorCode(3303, Fault.ENVIRONMENT);
    public static final ErrorCode SERVER_NOT_STOPPED = new ErrorCode(3304, Fault.ENVIRONMENT);
    public static final ErrorCode SOCKET_PATH_TOO_LONG = new ErrorCode(3305, Fault.TEXT);
    public static final ErrorCode PASSWORD_FILE_REFUSED = new ErrorCode(3306, Fault.ENVIRONMENT);
    public static final ErrorCode END_OF_RECOVERY_UNKNOWN = new ErrorCode(3307, Fault.BELAY);
    public static final ErrorCode INITDB_FAILED = new ErrorCode(3308, Fault.ENVIRONMENT);

    /** A statement of the old schema is refused by the new version. */
    public static final ErrorCode SCHEMA_RESTORE_REFUSED = new ErrorCode(3320, Fault.SNAPSHOT);

    public static final ErrorCode LIBRARY_MISSING = new ErrorCode(3321, Fault.ENVIRONMENT);
    public static final ErrorCode NO_ROOM = new ErrorCode(3322, Fault.ENVIRONMENT);
    public static final ErrorCode PROGRAM_MISSING = new ErrorCode(3323, Fault.ENVIRONMENT);

    /** One of {@code pg_upgrade}'s own checks says no because of what the old cluster contains. */
    public static final ErrorCode CONTENT_REFUSED = new ErrorCode(3324, Fault.SNAPSHOT);

    public static final ErrorCode UPGRADE_SERVER_NOT_STARTED = new ErrorCode(3325, Fault.ENVIRONMENT);
    public static final ErrorCode FILES_NOT_LINKED = new ErrorCode(3326, Fault.ENVIRONMENT);

    /** {@code pg_upgrade} failed with words that Belay does not know. A retry starts from the last waypoint and harms nothing. */
    public static final ErrorCode UPGRADE_FAILED = new ErrorCode(3327, Fault.ENVIRONMENT);

    private PostgresErrors() {}
}
