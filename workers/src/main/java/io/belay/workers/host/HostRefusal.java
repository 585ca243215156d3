package io.belay.workers.host;

import io.belay.plans.problem.ErrorCode;

/** This host refuses a request: it does not know it or does not allow it. Nothing was done. */
final class HostRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String type;

    /** @param type of the application failure, from {@link io.belay.engine.activity.Refusal} */
    HostRefusal(ErrorCode code, String type, String message) {
        super(message);
        this.code = code;
        this.type = type;
    }

    ErrorCode code() {
        return code;
    }

    String type() {
        return type;
    }
}
