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

    private StepErrors() {}
}
