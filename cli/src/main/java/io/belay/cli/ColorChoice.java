package io.belay.cli;

import java.util.Map;

/** Whether to write colours. Decided before the command line is read in full, because its errors are coloured too. */
enum ColorChoice {
    auto,
    always,
    never;

    static Palette decide(String[] arguments, Map<String, String> environment, boolean terminal) {
        return new Palette(
                switch (asked(arguments)) {
                    case always -> true;
                    case never -> false;
                    case auto ->
                        terminal
                                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                                && !"dumb".equals(environment.get("TERM"));
                });
    }

    private static ColorChoice asked(String[] arguments) {
        for (int index = 0; index < arguments.length; index++) {
            String argument = arguments[index];
            String value = argument.startsWith("--color=")
                    ? argument.substring("--color=".length())
                    : argument.equals("--color") && index + 1 < arguments.length ? arguments[index + 1] : "";
            for (ColorChoice choice : values()) {
                if (choice.name().equals(value)) {
                    return choice;
                }
            }
        }
        return auto;
    }
}
