package io.belay.workers.storage;

import io.belay.plans.problem.ErrorCode;

/** The store refused or failed. The message says what was tried, what the store said and what is safe. */
public final class StorageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public StorageFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public StorageFailure(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
