package io.belay.workers.storage;

/** The store refused or failed. The message says what was tried, what the store said and what is safe. */
public final class StorageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageFailure(String message) {
        super(message);
    }

    public StorageFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
