package io.belay.workers.host;

import io.belay.plans.problem.ErrorCode;

/** The worker does not start. Nothing was changed. */
public final class WorkerRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    WorkerRefused(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
