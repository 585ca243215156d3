package io.belay.plans.grammar;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;

/** What can be wrong with the words of a file, field by field. */
public final class GrammarErrors {

    public static final ErrorCode UNKNOWN_FIELD = new ErrorCode(1101, TEXT);
    public static final ErrorCode MISSING_FIELD = new ErrorCode(1102, TEXT);
    public static final ErrorCode WRONG_SHAPE = new ErrorCode(1103, TEXT);
    public static final ErrorCode NOT_ONE_KIND = new ErrorCode(1104, TEXT);
    public static final ErrorCode UNKNOWN_KIND = new ErrorCode(1105, TEXT);
    public static final ErrorCode INSERTED_KIND = new ErrorCode(1106, TEXT);
    public static final ErrorCode FORMER_NAME = new ErrorCode(1107, TEXT);
    public static final ErrorCode BELONGS_TO_HOST = new ErrorCode(1108, TEXT);
    public static final ErrorCode HEADER = new ErrorCode(1109, TEXT);
    public static final ErrorCode NOT_IN_THIS_VERSION = new ErrorCode(1110, TEXT);
    public static final ErrorCode NOT_EXACTLY_ONE = new ErrorCode(1111, TEXT);
    /** 1112 is a rule's. */
    public static final ErrorCode GONE = new ErrorCode(1113, TEXT);

    public static final ErrorCode NO_UNIT = new ErrorCode(1201, TEXT);
    public static final ErrorCode AMBIGUOUS_SIZE = new ErrorCode(1202, TEXT);
    public static final ErrorCode OUT_OF_RANGE = new ErrorCode(1203, TEXT);
    public static final ErrorCode NOT_ALLOWED = new ErrorCode(1204, TEXT);
    public static final ErrorCode NOT_A_MAJOR = new ErrorCode(1205, TEXT);
    public static final ErrorCode WINDOW_WITHOUT_ZONE = new ErrorCode(1206, TEXT);
    public static final ErrorCode CRON_UNREADABLE = new ErrorCode(1207, TEXT);
    public static final ErrorCode CRON_DAYS = new ErrorCode(1208, TEXT);
    public static final ErrorCode NOT_A_REFERENCE = new ErrorCode(1209, TEXT);
    public static final ErrorCode OUTSIDE_FOLDER = new ErrorCode(1210, TEXT);
    public static final ErrorCode NOT_A_BOOLEAN = new ErrorCode(1211, TEXT);
    public static final ErrorCode UNREADABLE_VALUE = new ErrorCode(1212, TEXT);

    public static final ErrorCode UNKNOWN_INPUT = new ErrorCode(1301, TEXT);
    public static final ErrorCode ONLY_INPUTS = new ErrorCode(1302, TEXT);
    public static final ErrorCode INPUT_VALUE = new ErrorCode(1303, TEXT);
    public static final ErrorCode INPUT_UNUSED = new ErrorCode(1304, TEXT);
    public static final ErrorCode INPUT_OUT_OF_PLACE = new ErrorCode(1305, TEXT);
    public static final ErrorCode INPUT_MISSING = new ErrorCode(1306, TEXT);

    public static final ErrorCode NOT_IN_PARALLEL = new ErrorCode(1404, TEXT);
    public static final ErrorCode OTHER_INCLUDE = new ErrorCode(1405, TEXT);
    public static final ErrorCode INCLUDE_IN_INCLUDE = new ErrorCode(1406, TEXT);
    public static final ErrorCode TOO_MANY_STEPS = new ErrorCode(1410, TEXT);

    public static final ErrorCode NO_UNDO = new ErrorCode(1510, TEXT);
    public static final ErrorCode WAY_BACK_OPEN = new ErrorCode(1513, TEXT);

    public static final ErrorCode PROGRAM_BY_PATH = new ErrorCode(1902, TEXT);

    private GrammarErrors() {}
}
