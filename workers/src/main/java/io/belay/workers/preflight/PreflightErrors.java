package io.belay.workers.preflight;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/**
 * What preflight can find. The last two digits of a family's first code are its number in the list of checks; a second kind of
 * finding of the same family has 21 in front instead of 20.
 */
public final class PreflightErrors {

    public static final ErrorCode VERSION_PAIR = new ErrorCode(2001, Fault.ENVIRONMENT);
    public static final ErrorCode PROGRAM_MISSING = new ErrorCode(2101, Fault.ENVIRONMENT);
    public static final ErrorCode KNOWN_BAD_MINOR = new ErrorCode(2002, Fault.ENVIRONMENT);
    public static final ErrorCode PROGRAM_OF_OTHER_VERSION = new ErrorCode(2102, Fault.ENVIRONMENT);
    public static final ErrorCode BUILD_DIFFERS = new ErrorCode(2003, Fault.ENVIRONMENT);
    public static final ErrorCode BUILD_UNKNOWN = new ErrorCode(2103, Fault.ENVIRONMENT);
    public static final ErrorCode CHECKSUMS_DIFFER = new ErrorCode(2004, Fault.SNAPSHOT);
    public static final ErrorCode CLUSTER_STATE = new ErrorCode(2006, Fault.SNAPSHOT);
    public static final ErrorCode PREPARED_TRANSACTION = new ErrorCode(2012, Fault.SNAPSHOT);
    public static final ErrorCode REG_TYPE_COLUMN = new ErrorCode(2013, Fault.SNAPSHOT);
    public static final ErrorCode SYSTEM_ROW_TYPE_COLUMN = new ErrorCode(2014, Fault.SNAPSHOT);
    public static final ErrorCode EXTENSION_MISSING = new ErrorCode(2030, Fault.ENVIRONMENT);
    public static final ErrorCode EXTENSION_WITHOUT_PATH = new ErrorCode(2130, Fault.ENVIRONMENT);
    public static final ErrorCode LIBRARY_MISSING = new ErrorCode(2031, Fault.ENVIRONMENT);
    public static final ErrorCode LIBRARIES_UNKNOWN = new ErrorCode(2131, Fault.ENVIRONMENT);
    public static final ErrorCode NO_ROOM = new ErrorCode(2060, Fault.ENVIRONMENT);
    public static final ErrorCode LITTLE_ROOM = new ErrorCode(2160, Fault.ENVIRONMENT);
    public static final ErrorCode SETTING_REFUSED = new ErrorCode(2071, Fault.SNAPSHOT);
    public static final ErrorCode SETTING_CHANGED = new ErrorCode(2171, Fault.SNAPSHOT);
    public static final ErrorCode NOT_EXAMINED = new ErrorCode(2199, Fault.ENVIRONMENT);

    private PreflightErrors() {}
}
