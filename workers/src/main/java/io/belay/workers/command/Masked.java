package io.belay.workers.command;

import java.util.regex.Pattern;

/** Hides passwords in statements that are quoted to people: user mappings, subscriptions and foreign servers carry them. */
public final class Masked {

    private static final Pattern QUOTED = Pattern.compile("(?i)(password[\"']?\\s*=?\\s*)'(?:[^']|'')*'");
    private static final Pattern IN_CONNECTION = Pattern.compile("(?i)(password\\s*=\\s*)[^\\s']+");

    private Masked() {}

    public static String text(String statement) {
        return IN_CONNECTION
                .matcher(QUOTED.matcher(statement).replaceAll("$1'********'"))
                .replaceAll("$1********");
    }
}
