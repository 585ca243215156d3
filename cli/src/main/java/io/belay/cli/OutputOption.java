package io.belay.cli;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code -o text|json}, the same for every command that prints something; some know further forms. */
final class OutputOption {

    private static final String TEXT = "text";
    private static final String JSON = "json";

    private final Set<String> further;

    private String form = TEXT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    OutputOption() {
        this(Set.of());
    }

    private OutputOption(Set<String> further) {
        this.further = new TreeSet<>(further);
    }

    /** For a command that also prints these forms. */
    static OutputOption with(String... further) {
        return new OutputOption(Set.of(further));
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "For people (default) or for programs; JSON has a format_version.")
    @SuppressWarnings("unused") // picocli calls it.
    private void form(String word) {
        String asked = word.toLowerCase(Locale.ROOT);
        if (!asked.equals(TEXT) && !asked.equals(JSON) && !further.contains(asked)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "`--output` is `" + all().replace("|", "`, `") + "`, not `" + word + "`");
        }
        form = asked;
    }

    boolean json() {
        return is(JSON);
    }

    boolean is(String word) {
        return form.equals(word);
    }

    private String all() {
        return TEXT + "|" + JSON + (further.isEmpty() ? "" : "|" + String.join("|", further));
    }

    /** Lets the help of each command name all forms that it prints. */
    static void nameForms(CommandLine tree) {
        tree.getSubcommands().values().forEach(command -> {
            CommandSpec spec = command.getCommandSpec();
            spec.mixins().values().stream()
                    .map(CommandSpec::userObject)
                    .filter(OutputOption.class::isInstance)
                    .map(OutputOption.class::cast)
                    .filter(output -> !output.further.isEmpty())
                    .forEach(output -> output.nameForms(spec));
        });
    }

    private void nameForms(CommandSpec spec) {
        OptionSpec old = spec.findOption("--output");
        spec.remove(old);
        spec.addOption(OptionSpec.builder(old).paramLabel(all()).build());
    }
}
