package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.command.ScriptEnd;
import io.belay.workers.process.CommandResult;

/**
 * Why {@code psql} ended with an error, and whose fault that is. Pure.
 *
 * @param state SQLSTATE; empty when no statement was refused
 * @param line of the file; 0 when it is not known
 * @param words for a person: what, where
 */
record ScriptFault(ErrorCode code, String state, int line, String words) {

    /** psql's own (psql manual, "Exit Status"): the connection went bad. */
    private static final int NO_CONNECTION = 2;

    private static final int BY_SIGNAL = 128;

    static ScriptFault of(CommandResult result) {
        ScriptEnd end = ScriptEnd.of(result);
        return new ScriptFault(code(end, result.exitCode()), end.state(), end.line(), end.words());
    }

    private static ErrorCode code(ScriptEnd end, int exitCode) {
        if (end.isCanceled()) {
            return StepErrors.SQL_TOO_LONG;
        }
        boolean host = end.state().isEmpty()
                ? exitCode == NO_CONNECTION || exitCode > BY_SIGNAL
                : SqlStates.isOfTheEnvironment(end.state());
        return host ? StepErrors.SQL_NOT_RUN : StepErrors.SQL_REFUSED;
    }
}
