package io.belay.cli.dev;

import io.belay.plans.problem.ErrorCode;

/** Something that the machine should have given, or that had to be fetched, is not to be had. */
public final class SetupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String what;
    private final String safe;
    private final String next;

    /**
     * @param what one sentence that names the place, starting in lower case
     * @param safe what is not affected
     * @param next the exact next command, or the words to write
     */
    public SetupFailure(ErrorCode code, String what, String safe, String next) {
        super(code.text() + " " + what + "; " + safe + "; next: " + next);
        this.what = what;
        this.code = code;
        this.safe = safe;
        this.next = next;
    }

    public SetupFailure causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public String what() {
        return what;
    }

    public String safe() {
        return safe;
    }

    public String next() {
        return next;
    }
}
