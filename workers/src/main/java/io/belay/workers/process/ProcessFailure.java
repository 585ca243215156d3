package io.belay.workers.process;

import io.belay.plans.problem.ErrorCode;
import java.io.Serial;

/** A program could not be started, or its journal not be kept. Nothing was launched by the call that throws it. */
public final class ProcessFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    ProcessFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ProcessFailure(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
