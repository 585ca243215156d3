package io.belay.workers.live;

import io.belay.plans.problem.ErrorCode;

/** Live's place, server or settings are not as they have to be. The message says what, where, what is safe and what to do. */
public final class LiveFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public LiveFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    LiveFailure(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
