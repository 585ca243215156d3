package io.belay.workers.fence;

import io.belay.plans.problem.ErrorCode;

/** A server could not be closed, or not be opened again. The message says who stayed in. */
public final class FenceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    FenceFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
