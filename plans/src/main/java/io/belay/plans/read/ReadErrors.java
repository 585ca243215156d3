package io.belay.plans.read;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.problem.ErrorCode;

/** What can be wrong with a file before its words are looked at. */
public final class ReadErrors {

    public static final ErrorCode NOT_YAML = new ErrorCode(1001, TEXT);
    public static final ErrorCode DUPLICATE_KEY = new ErrorCode(1002, TEXT);
    public static final ErrorCode NOT_PLAIN_YAML = new ErrorCode(1003, TEXT);
    public static final ErrorCode TAB = new ErrorCode(1004, TEXT);
    public static final ErrorCode SECOND_DOCUMENT = new ErrorCode(1005, TEXT);
    public static final ErrorCode TOO_LARGE = new ErrorCode(1006, TEXT);
    public static final ErrorCode INVISIBLE = new ErrorCode(1007, TEXT);
    public static final ErrorCode NEEDS_QUOTES = new ErrorCode(1008, TEXT);
    public static final ErrorCode UNREADABLE_FILE = new ErrorCode(1009, TEXT);
    public static final ErrorCode LOOK_ALIKE = new ErrorCode(1010, TEXT);
    public static final ErrorCode SECRET_IN_TEXT = new ErrorCode(1901, TEXT);

    private ReadErrors() {}
}
