package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why a step failed on its host, where no finding or tool has a code of its own. */
final class StepErrors {

    static final ErrorCode VANISHED = new ErrorCode(3501, Fault.ENVIRONMENT);
    static final ErrorCode CONTENT_NOT_PROVEN = new ErrorCode(3503, Fault.BELAY);
    static final ErrorCode EXTENSION_REFUSED = new ErrorCode(3504, Fault.SNAPSHOT);
    static final ErrorCode ANALYZE_FAILED = new ErrorCode(3505, Fault.ENVIRONMENT);
    static final ErrorCode CANDIDATE_MISSING = new ErrorCode(3507, Fault.REQUEST);

    /** A plan calls a program that the host's file does not give it. */
    static final ErrorCode PROGRAM_REFUSED = new ErrorCode(3510, Fault.REQUEST);

    static final ErrorCode PROGRAM_NOT_USABLE = new ErrorCode(3511, Fault.ENVIRONMENT);
    static final ErrorCode PROGRAM_FAILED = new ErrorCode(3512, Fault.ENVIRONMENT);
    static final ErrorCode PROGRAM_TOO_LONG = new ErrorCode(3513, Fault.ENVIRONMENT);
    static final ErrorCode UNDO_PROGRAM_FAILED = new ErrorCode(3514, Fault.ENVIRONMENT);

    static final ErrorCode SQL_REFUSED = new ErrorCode(3520, Fault.SNAPSHOT);
    static final ErrorCode SQL_NOT_RUN = new ErrorCode(3521, Fault.ENVIRONMENT);

    /** A plan brings SQL, and the host's file or the place of the step does not let it. */
    static final ErrorCode SQL_NOT_ALLOWED = new ErrorCode(3522, Fault.REQUEST);

    static final ErrorCode SQL_TOO_LONG = new ErrorCode(3523, Fault.ENVIRONMENT);
    static final ErrorCode SQL_NOT_ON_OLD = new ErrorCode(3524, Fault.TEXT);

    static final ErrorCode CHANNEL_NOT_USABLE = new ErrorCode(3530, Fault.ENVIRONMENT);

    /** Only ever said, never a failure. */
    static final ErrorCode NOT_TOLD = new ErrorCode(3531, Fault.ENVIRONMENT);

    static final ErrorCode INDEX_NOT_REBUILT = new ErrorCode(3540, Fault.SNAPSHOT);
    static final ErrorCode REINDEX_NOT_RUN = new ErrorCode(3541, Fault.ENVIRONMENT);
    static final ErrorCode INDEX_MISSING = new ErrorCode(3542, Fault.TEXT);

    private StepErrors() {}
}
