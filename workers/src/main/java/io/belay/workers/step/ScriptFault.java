package io.belay.workers.step;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.process.CommandResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why {@code psql} ended with an error, by what it printed. Pure.
 *
 * @param state SQLSTATE; empty when no statement was refused
 * @param line of the file; 0 when it is not known
 * @param message the server's, or psql's own last line
 */
record ScriptFault(ErrorCode code, String state, int line, String message) {

    /** {@code psql:FILE:LINE: ERROR:  42P01: relation "x" does not exist}, with VERBOSITY=verbose. */
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^psql:.*?:(\\d+): (?:ERROR|FATAL|PANIC):\\s+([0-9A-Z]{5}): (.*)$");

    /** psql's own (psql manual, "Exit Status"): the connection went bad. */
    private static final int NO_CONNECTION = 2;

    private static final int BY_SIGNAL = 128;

    /** {@code query_canceled}: with a statement timeout, or by an administrator. */
    private static final String CANCELED = "57014";

    static ScriptFault of(CommandResult result) {
        Matcher refused = REFUSED.matcher(result.output());
        String state = "";
        int line = 0;
        String message = lastLine(result.output());
        while (refused.find()) {
            line = Integer.parseInt(refused.group(1));
            state = refused.group(2);
            message = refused.group(3).strip();
        }
        return new ScriptFault(code(state, result.exitCode()), state, line, message);
    }

    private static ErrorCode code(String state, int exitCode) {
        if (state.equals(CANCELED)) {
            return StepErrors.SQL_TOO_LONG;
        }
        boolean host = state.isEmpty()
                ? exitCode == NO_CONNECTION || exitCode > BY_SIGNAL
                : SqlStates.isOfTheEnvironment(state);
        return host ? StepErrors.SQL_NOT_RUN : StepErrors.SQL_REFUSED;
    }

    /** For a person: what, where. */
    String words() {
        return (state.isEmpty() ? "" : state + " ") + (line == 0 ? "" : "in line " + line + ": ") + message;
    }

    private static String lastLine(String output) {
        String text = output.strip();
        return text.isEmpty() ? "psql said nothing" : text.substring(text.lastIndexOf('\n') + 1);
    }
}
