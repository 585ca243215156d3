package io.belay.workers.process;

import io.belay.plans.problem.ErrorCode;

/** The program vanished without leaving an exit code: nothing is known, nothing may be undone on this alone (invariant I5). */
public final class ProcessLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProcessLost(String whatIsKnown) {
        super(whatIsKnown);
    }

    public ErrorCode code() {
        return ProcessErrors.LOST;
    }
}
