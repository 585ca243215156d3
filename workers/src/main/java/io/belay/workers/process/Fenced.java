package io.belay.workers.process;

import io.belay.plans.problem.ErrorCode;

/** A later attempt owns the step: this one is late and must end without any effect. */
public final class Fenced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Fenced(String message) {
        super(message);
    }

    public ErrorCode code() {
        return ProcessErrors.FENCED;
    }
}
