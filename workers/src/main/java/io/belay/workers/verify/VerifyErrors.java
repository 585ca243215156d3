package io.belay.workers.verify;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What a comparison of old and new can find. */
public final class VerifyErrors {

    public static final ErrorCode DATABASE = new ErrorCode(2200, Fault.SNAPSHOT);
    public static final ErrorCode OBJECT_LOST = new ErrorCode(2201, Fault.SNAPSHOT);
    public static final ErrorCode OBJECT_EXTRA = new ErrorCode(2202, Fault.SNAPSHOT);
    public static final ErrorCode OBJECT_CHANGED = new ErrorCode(2203, Fault.SNAPSHOT);
    public static final ErrorCode OBJECT_NOT_COMPARABLE = new ErrorCode(2204, Fault.SNAPSHOT);
    public static final ErrorCode SCHEMA_NOT_READ = new ErrorCode(2205, Fault.ENVIRONMENT);
    public static final ErrorCode ROWS = new ErrorCode(2210, Fault.SNAPSHOT);
    public static final ErrorCode LARGE_OBJECTS = new ErrorCode(2211, Fault.SNAPSHOT);
    public static final ErrorCode SEQUENCE = new ErrorCode(2220, Fault.SNAPSHOT);
    public static final ErrorCode ROLE = new ErrorCode(2230, Fault.SNAPSHOT);
    public static final ErrorCode DATABASE_PROPERTY = new ErrorCode(2231, Fault.SNAPSHOT);
    public static final ErrorCode CATALOG = new ErrorCode(2232, Fault.SNAPSHOT);
    public static final ErrorCode EXTENSION = new ErrorCode(2240, Fault.SNAPSHOT);
    public static final ErrorCode NOTE = new ErrorCode(2290, Fault.SNAPSHOT);

    private VerifyErrors() {}
}
