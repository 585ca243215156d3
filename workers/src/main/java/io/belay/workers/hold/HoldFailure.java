package io.belay.workers.hold;

import io.belay.plans.problem.ErrorCode;

/** A hold cannot begin or go on. Before the crossing it is then undone; the message says what happened and what to do. */
public final class HoldFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public HoldFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    HoldFailure(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
