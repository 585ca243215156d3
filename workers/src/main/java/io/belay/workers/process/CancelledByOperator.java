package io.belay.workers.process;

/** Thrown out of a tick: a person wants the program ended. The only reason for which the launcher ends a program by itself. */
public final class CancelledByOperator extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CancelledByOperator(String message) {
        super(message);
    }
}
