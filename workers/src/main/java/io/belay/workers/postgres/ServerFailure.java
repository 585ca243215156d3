package io.belay.workers.postgres;

import io.belay.plans.problem.ErrorCode;

/** A server or one of PostgreSQL's programs did not do what was asked. The message says what, where, what is safe and what to run. */
public final class ServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public ServerFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
