package io.belay.workers.evidence;

/** Evidence could not be written, read or trusted. The message says which file, and what is known of it. */
public final class EvidenceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EvidenceFailure(String message) {
        super(message);
    }

    public EvidenceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
