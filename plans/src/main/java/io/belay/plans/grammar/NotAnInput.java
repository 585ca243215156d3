package io.belay.plans.grammar;

import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node.TextNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code ${...}} that names no input; most are variables of the environment, meant for a program. Stateless. */
final class NotAnInput {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:env[.:])?([A-Z][A-Z0-9_]{0,40})}");
    private static final Pattern ARGUMENT = Pattern.compile("(.*)[.]arguments\\[\\d+]");
    private static final Pattern CLUSTER = Pattern.compile("([a-z][a-z0-9-]*)/[a-z][a-z0-9-]*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private NotAnInput() {}

    static Problem problem(TextNode node, String written, String path, Reading reading) {
        return Problem.error(
                        GrammarErrors.ONLY_INPUTS,
                        reading.placeOf(written, node),
                        "`" + written + "`: plans know inputs only")
                .withHelp(help(written, path, reading));
    }

    private static String help(String written, String path, Reading reading) {
        Matcher variable = VARIABLE.matcher(written);
        Matcher argument = ARGUMENT.matcher(path);
        if (!variable.matches() || !argument.matches()) {
            return "declare it under `inputs:` and write `\"${inputs.NAME}\"`; a secret belongs to the host's file";
        }
        String name = variable.group(1);
        String program = at(argument.group(1) + ".program", NAME, reading)
                .map(Matcher::group)
                .orElse(name.toLowerCase(Locale.ROOT));
        String host = at("live.cluster", CLUSTER, reading)
                .map(matcher -> matcher.group(1) + ".host.yaml")
                .orElse("the host's file");
        return "delete the argument; the administrator gives the secret to the program in " + host + ": `environment: {"
                + name + ": {file: /etc/belay/" + program + "}}`";
    }

    private static Optional<Matcher> at(String path, Pattern form, Reading reading) {
        return reading.placeOf(path).map(reading::quoted).map(form::matcher).filter(Matcher::matches);
    }
}
