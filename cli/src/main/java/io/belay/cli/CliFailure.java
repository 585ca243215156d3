package io.belay.cli;

import io.belay.plans.problem.ErrorCode;

/**
 * Ends a command with a message that says what happened, what is safe and what to run next, and with an exit code.
 */
public final class CliFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final String code;
    private final String safe;
    private final String next;

    /**
     * @param what one sentence that names the place, starting in lower case
     * @param safe what is not affected
     * @param next the exact next command, or the words to write
     */
    public CliFailure(ExitCode exit, ErrorCode code, String what, String safe, String next) {
        this(exit, code.text(), what, safe, next);
    }

    /** For a code that came over the wire as text. */
    public CliFailure(ExitCode exit, String code, String what, String safe, String next) {
        super(what);
        this.exit = exit;
        this.code = code;
        this.safe = safe;
        this.next = next;
    }

    public CliFailure causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public ExitCode exit() {
        return exit;
    }

    public String code() {
        return code;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String safe() {
        return safe;
    }

    public String next() {
        return next;
    }
}
