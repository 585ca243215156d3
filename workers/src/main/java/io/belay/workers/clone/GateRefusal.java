package io.belay.workers.clone;

import io.belay.plans.problem.ErrorCode;

/** The gate does not let this copy be started. The message says why, what is safe and what to do. */
public final class GateRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public GateRefusal(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
