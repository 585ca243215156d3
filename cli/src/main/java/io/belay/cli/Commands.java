package io.belay.cli;

import java.util.regex.Pattern;

/** Commands in what the engine says, as this person would type them. Stateless. */
final class Commands {

    /** Without an argument: the engine's rules know no run's id. */
    private static final Pattern BARE =
            Pattern.compile("`belay (status|watch|retry|abort|rollback|retire|approve|reject|pause|resume)`");

    private Commands() {}

    /** {@code belay watch r1} as it was called here. */
    static String typed(String command, Console console) {
        return command.startsWith("belay ") ? console.command() + command.substring("belay".length()) : command;
    }

    /** In a sentence: every `belay ...` gets the run's id where it has none, and this command's own name. */
    static String named(String text, String run, Console console) {
        return BARE.matcher(text)
                .replaceAll("`belay $1 " + run + "`")
                .replace("`belay ", "`" + console.command() + " ");
    }
}
