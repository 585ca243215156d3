package io.belay.engine.problem;

import io.belay.plans.problem.ErrorCode;

/** What the engine's client could not do, said so that a person can act on it. The one exception of the client. */
public final class EngineFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int number;
    private final ErrorCode.Fault fault;
    private final String text;
    private final String remedy;

    /**
     * @param message what happened, where, and what is safe; starts lower-case
     * @param remedy what to run or write next
     */
    public EngineFailure(ErrorCode code, String message, String remedy) {
        super(code.text() + ": " + message);
        this.number = code.number();
        this.fault = code.fault();
        this.text = message;
        this.remedy = remedy;
    }

    public EngineFailure(ErrorCode code, String message, String remedy, Throwable cause) {
        this(code, message, remedy);
        initCause(cause);
    }

    public ErrorCode code() {
        return new ErrorCode(number, fault);
    }

    /** The message without the code in front. */
    public String text() {
        return text;
    }

    public String remedy() {
        return remedy;
    }
}
