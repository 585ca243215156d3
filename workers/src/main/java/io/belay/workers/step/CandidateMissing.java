package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;

/** A step needs the run's candidate or a waypoint of it, and there is none. Nothing was done. */
public final class CandidateMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CandidateMissing(String message) {
        super(message + "; nothing was done, live is untouched");
    }

    public ErrorCode code() {
        return StepErrors.CANDIDATE_MISSING;
    }
}
