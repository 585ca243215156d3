package io.belay.workers.command;

import io.belay.workers.process.CommandResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How {@code psql} ended with an error, by what it printed. Pure.
 *
 * @param state SQLSTATE; empty when no statement was refused
 * @param line of the file; 0 when it is not known
 * @param message the server's, or psql's own last line
 */
public record ScriptEnd(String state, int line, String message) {

    /** {@code query_canceled}: with a statement timeout, or by an administrator. */
    private static final String CANCELED = "57014";

    /** {@code psql:FILE:LINE: ERROR:  42P01: relation "x" does not exist}, with VERBOSITY=verbose. */
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^psql:.*?:(\\d+): (?:ERROR|FATAL|PANIC):\\s+([0-9A-Z]{5}): (.*)$");

    public static ScriptEnd of(CommandResult result) {
        Matcher refused = REFUSED.matcher(result.output());
        String state = "";
        int line = 0;
        String message = lastLine(result.output());
        while (refused.find()) {
            line = Integer.parseInt(refused.group(1));
            state = refused.group(2);
            message = refused.group(3).strip();
        }
        return new ScriptEnd(state, line, message);
    }

    public boolean isCanceled() {
        return state.equals(CANCELED);
    }

    /** For a person: what, where. */
    public String words() {
        return (state.isEmpty() ? "" : state + " ") + (line == 0 ? "" : "in line " + line + ": ") + message;
    }

    private static String lastLine(String output) {
        String text = output.strip();
        return text.isEmpty() ? "psql said nothing" : text.substring(text.lastIndexOf('\n') + 1);
    }
}
