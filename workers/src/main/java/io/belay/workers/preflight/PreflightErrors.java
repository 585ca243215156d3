package io.belay.workers.preflight;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/**
 * What preflight can find. The last two digits of a family's first code are its number in the list of checks; a second kind of
 * finding of the same family has 21 in front instead of 20. From 2104 on stands, in a row, what an online promotion or a way back
 * asks for.
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
    public static final ErrorCode UNLOGGED_TABLE = new ErrorCode(2039, Fault.SNAPSHOT);
    public static final ErrorCode SETTING_NEEDS_RESTART = new ErrorCode(2104, Fault.ENVIRONMENT);
    public static final ErrorCode SETTING_OF_NEW = new ErrorCode(2105, Fault.TEXT);
    public static final ErrorCode SETTING_BY_RELOAD = new ErrorCode(2106, Fault.ENVIRONMENT);
    public static final ErrorCode TABLE_WITHOUT_IDENTITY = new ErrorCode(2107, Fault.SNAPSHOT);
    public static final ErrorCode WHOLE_ROW_IDENTITY = new ErrorCode(2108, Fault.SNAPSHOT);
    public static final ErrorCode LARGE_OBJECTS = new ErrorCode(2109, Fault.SNAPSHOT);
    public static final ErrorCode TWO_PHASE_COMMIT = new ErrorCode(2110, Fault.ENVIRONMENT);
    public static final ErrorCode TRIGGER_FIRES_ON_BOTH_SIDES = new ErrorCode(2111, Fault.SNAPSHOT);
    public static final ErrorCode RULE_FOR_REPLICATION = new ErrorCode(2112, Fault.SNAPSHOT);
    public static final ErrorCode FUNCTION_NEEDS_SEARCH_PATH = new ErrorCode(2113, Fault.SNAPSHOT);
    public static final ErrorCode LONG_TRANSACTION = new ErrorCode(2114, Fault.ENVIRONMENT);
    public static final ErrorCode JOB_SCHEDULER = new ErrorCode(2115, Fault.SNAPSHOT);
    public static final ErrorCode OTHER_CONSUMER = new ErrorCode(2116, Fault.ENVIRONMENT);
    public static final ErrorCode OTHER_PUBLICATION = new ErrorCode(2117, Fault.SNAPSHOT);
    public static final ErrorCode SUPERUSER_CLIENT = new ErrorCode(2118, Fault.ENVIRONMENT);
    public static final ErrorCode DIRECT_CLIENTS = new ErrorCode(2119, Fault.ENVIRONMENT);
    public static final ErrorCode CLIENTS_UNKNOWN = new ErrorCode(2120, Fault.ENVIRONMENT);
    public static final ErrorCode MATERIALIZED_VIEW = new ErrorCode(2121, Fault.SNAPSHOT);
    public static final ErrorCode FOREIGN_TABLE = new ErrorCode(2122, Fault.SNAPSHOT);
    public static final ErrorCode EVENT_TRIGGER = new ErrorCode(2123, Fault.SNAPSHOT);
    public static final ErrorCode SEQUENCES = new ErrorCode(2124, Fault.SNAPSHOT);
    public static final ErrorCode TEXT_KEYS = new ErrorCode(2125, Fault.SNAPSHOT);
    public static final ErrorCode ENDS_WAY_BACK = new ErrorCode(2126, Fault.SNAPSHOT);
    public static final ErrorCode POOLED_BY_SESSION = new ErrorCode(2127, Fault.ENVIRONMENT);
    public static final ErrorCode POOLER_NOT_READY = new ErrorCode(2128, Fault.ENVIRONMENT);
    public static final ErrorCode NOT_EXAMINED = new ErrorCode(2199, Fault.ENVIRONMENT);

    private PreflightErrors() {}
}
